// Choosing a person of the house. The field shows whom it holds until somebody types.
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import * as api from '../core/api';
import { count, t } from '../core/i18n';
import type { Person } from '../core/types';
import { Picker } from './picker';

@customElement('s-person-picker')
export class PersonPicker extends Picker<Person> {
  @property({ attribute: false }) chosen: Person | null = null;
  @property({ attribute: false }) clears = false; // empties itself after a choice, to add one after the other
  protected override readonly name = 'person';

  protected override get listLabel(): string {
    return t('picker.people_list');
  }

  protected override find(words: string): Promise<Person[]> {
    return api.directory(words);
  }

  protected override told(n: number): string {
    return count('picker.people', n);
  }

  protected override shown(): string {
    return this.words || (this.chosen?.display_name ?? '');
  }

  protected override choose(person: Person | null): void {
    this.chosen = this.clears ? null : person;
    this.dispatchEvent(new CustomEvent('chosen', { detail: person }));
  }

  protected override emptied(): void {
    if (!this.clears) this.choose(null);
  }

  protected override option(person: Person) {
    return html`${person.display_name}`;
  }
}
