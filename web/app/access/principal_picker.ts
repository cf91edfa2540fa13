// Choosing whom a right is given to: a person, group, unit or post.
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count, t } from '../core/i18n';
import type { PrincipalRef } from '../core/types';
import { Picker } from '../widgets/picker';
import { principals } from './api';
import { kindOf, nameOf } from './words';

@customElement('s-principal-picker')
export class PrincipalPicker extends Picker<PrincipalRef> {
  @property({ attribute: false }) kinds?: PrincipalRef['kind'][]; // all unless told
  @property({ attribute: false }) chosen: PrincipalRef | null = null;
  @property({ attribute: false }) holds = false; // shows whom it holds until somebody types; empties itself otherwise
  protected override readonly name = 'principal';

  protected override get listLabel(): string {
    return t('picker.principals_list');
  }

  protected override async find(words: string): Promise<PrincipalRef[]> {
    return (await principals(words)).filter((one) => !this.kinds || this.kinds.includes(one.kind));
  }

  protected override told(n: number): string {
    return count('picker.principals', n);
  }

  protected override shown(): string {
    return this.words || (this.chosen ? nameOf(this.chosen) : '');
  }

  protected override emptied(): void {
    if (this.holds) this.choose(null);
  }

  protected override choose(principal: PrincipalRef | null): void {
    this.chosen = this.holds ? principal : null;
    this.dispatchEvent(new CustomEvent('chosen', { detail: principal }));
  }

  protected override option(principal: PrincipalRef) {
    return html`<span class="s-suggest__title">${principal.display_name}</span>
      <span class="s-suggest__path">${kindOf(principal)}</span>`;
  }
}
