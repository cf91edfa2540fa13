// Choosing a person of the house: type a few letters, pick from the list (combobox pattern).
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import * as api from '../core/api';
import { count, t } from '../core/i18n';
import { announce } from '../core/status';
import type { Person } from '../core/types';

@customElement('s-person-picker')
export class PersonPicker extends LitElement {
  @property({ attribute: false }) chosen: Person | null = null;
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) clears = false; // empties itself after a choice, to add one after the other
  @state() private words?: string; // undefined shows the chosen person
  @state() private found: Person[] = [];
  @state() private active = 0;
  private timer?: ReturnType<typeof setTimeout>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private typed(event: Event): void {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    if (this.words.trim()) this.timer = setTimeout(() => void this.ask(), 150);
    else {
      this.found = [];
      if (!this.clears) this.choose(null);
    }
  }

  private async ask(): Promise<void> {
    this.found = await api.directory(this.words!.trim()).catch(() => []);
    this.active = 0;
    announce(count('picker.people', this.found.length));
  }

  private choose(person: Person | null): void {
    this.found = [];
    this.words = person ? undefined : '';
    this.chosen = this.clears ? null : person;
    if (this.clears) this.words = '';
    this.dispatchEvent(new CustomEvent('chosen', { detail: person }));
  }

  private key(event: KeyboardEvent): void {
    if (!this.found.length) return;
    const last = this.found.length - 1;
    if (event.key === 'ArrowDown') this.active = this.active < last ? this.active + 1 : 0;
    else if (event.key === 'ArrowUp') this.active = this.active > 0 ? this.active - 1 : last;
    else if (event.key === 'Enter') this.choose(this.found[this.active]);
    else if (event.key === 'Escape') {
      this.found = [];
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  protected override render() {
    const open = this.found.length > 0;
    return html`
      <div class="kern-form-input s-combo">
        <label class="kern-label" for="person">${this.label}</label>
        <input
          class="kern-form-input__input"
          id="person"
          type="text"
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-expanded=${String(open)}
          aria-controls="person-list"
          aria-activedescendant=${open ? `person-${this.active}` : nothing}
          .value=${live(this.words ?? this.chosen?.display_name ?? '')}
          @input=${this.typed}
          @keydown=${this.key}
        />
        <ul id="person-list" class="s-suggest" role="listbox" aria-label=${t('picker.people_list')} ?hidden=${!open}>
          ${this.found.map(
            (person, i) => html`<li
              id="person-${i}"
              role="option"
              aria-selected=${String(i === this.active)}
              @mousedown=${(event: Event) => (event.preventDefault(), this.choose(person))}
            >
              ${person.display_name}
            </li>`,
          )}
        </ul>
      </div>`;
  }
}
