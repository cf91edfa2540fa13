// Choosing whom a right is given to: a person, group, unit or post.
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count, t } from '../core/i18n';
import type { PrincipalRef } from '../core/types';
import { Picker } from '../widgets/picker';
import { principals } from './api';
import { kindOf } from './words';

@customElement('s-principal-picker')
export class PrincipalPicker extends Picker<PrincipalRef> {
  @property({ attribute: false }) kinds?: PrincipalRef['kind'][]; // all unless told
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

  protected override choose(principal: PrincipalRef): void {
    this.dispatchEvent(new CustomEvent('chosen', { detail: principal }));
  }

  protected override option(principal: PrincipalRef) {
    return html`<span class="s-suggest__title">${principal.display_name}</span>
      <span class="s-suggest__path">${kindOf(principal)}</span>`;
  }
}
