// Choosing whom a right is given to: a person, group, unit or post by a few letters of the name (combobox pattern).
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count, t } from '../core/i18n';
import { announce } from '../core/status';
import type { PrincipalRef } from '../core/types';
import { principals } from './api';
import { kindOf } from './words';

@customElement('s-principal-picker')
export class PrincipalPicker extends LitElement {
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) kinds?: PrincipalRef['kind'][]; // all unless told
  @state() private words = '';
  @state() private found: PrincipalRef[] = [];
  @state() private active = 0;
  private timer?: ReturnType<typeof setTimeout>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private typed(event: Event): void {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    if (this.words.trim()) this.timer = setTimeout(() => void this.ask(), 150);
    else this.found = [];
  }

  private async ask(): Promise<void> {
    const found = await principals(this.words.trim()).catch(() => []);
    this.found = found.filter((one) => !this.kinds || this.kinds.includes(one.kind));
    this.active = 0;
    announce(count('picker.principals', this.found.length));
  }

  private choose(principal: PrincipalRef): void {
    this.found = [];
    this.words = '';
    this.dispatchEvent(new CustomEvent('chosen', { detail: principal }));
  }

  private key(event: KeyboardEvent): void {
    if (!this.found.length) return;
    const last = this.found.length - 1;
    if (event.key === 'ArrowDown') this.active = this.active < last ? this.active + 1 : 0;
    else if (event.key === 'ArrowUp') this.active = this.active > 0 ? this.active - 1 : last;
    else if (event.key === 'Enter') this.choose(this.found[this.active]!);
    else if (event.key === 'Escape') {
      this.found = [];
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  private option(principal: PrincipalRef, i: number) {
    return html`<li
      id="principal-${i}"
      role="option"
      aria-selected=${String(i === this.active)}
      @mousedown=${(event: Event) => (event.preventDefault(), this.choose(principal))}
    >
      <span class="s-suggest__title">${principal.display_name}</span>
      <span class="s-suggest__path">${kindOf(principal)}</span>
    </li>`;
  }

  protected override render() {
    const open = this.found.length > 0;
    return html`
      <div class="kern-form-input s-combo">
        <label class="kern-label" for="principal">${this.label}</label>
        <input
          class="kern-form-input__input"
          id="principal"
          type="text"
          role="combobox"
          autocomplete="off"
          maxlength="100"
          aria-autocomplete="list"
          aria-expanded=${String(open)}
          aria-controls="principal-list"
          aria-activedescendant=${open ? `principal-${this.active}` : nothing}
          .value=${this.words}
          @input=${this.typed}
          @keydown=${this.key}
        />
        <ul id="principal-list" class="s-suggest" role="listbox" aria-label=${t('picker.principals_list')} ?hidden=${!open}>
          ${this.found.map((principal, i) => this.option(principal, i))}
        </ul>
      </div>`;
  }
}
