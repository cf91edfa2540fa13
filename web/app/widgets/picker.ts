// A field that offers what a few letters find (combobox pattern): arrow keys, Enter, Escape, or the mouse.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { announce } from '../core/status';

const pause_ms = 150;

export abstract class Picker<T> extends LitElement {
  @property({ attribute: false }) label = '';
  @state() protected words = '';
  @state() protected found: T[] = [];
  @state() private active = 0;
  private timer?: ReturnType<typeof setTimeout>;

  protected abstract readonly name: string; // of the field and of what belongs to it
  protected abstract readonly listLabel: string;
  protected abstract find(words: string): Promise<T[]>;
  protected abstract told(n: number): string;
  protected abstract option(one: T): TemplateResult;
  protected abstract choose(one: T): void;
  protected emptied(): void {}
  protected shown(): string {
    return this.words;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private typed(event: Event): void {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    if (this.words.trim()) this.timer = setTimeout(() => void this.ask(), pause_ms);
    else {
      this.found = [];
      this.emptied();
    }
  }

  private async ask(): Promise<void> {
    this.found = await this.find(this.words.trim()).catch(() => []);
    this.active = 0;
    announce(this.told(this.found.length));
  }

  private take(one: T): void {
    this.found = [];
    this.words = '';
    this.choose(one);
  }

  private key(event: KeyboardEvent): void {
    if (!this.found.length) return;
    const last = this.found.length - 1;
    if (event.key === 'ArrowDown') this.active = this.active < last ? this.active + 1 : 0;
    else if (event.key === 'ArrowUp') this.active = this.active > 0 ? this.active - 1 : last;
    else if (event.key === 'Enter') this.take(this.found[this.active]!);
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
        <label class="kern-label" for=${this.name}>${this.label}</label>
        <input
          class="kern-form-input__input"
          id=${this.name}
          type="text"
          role="combobox"
          autocomplete="off"
          maxlength="100"
          aria-autocomplete="list"
          aria-expanded=${String(open)}
          aria-controls="${this.name}-list"
          aria-activedescendant=${open ? `${this.name}-${this.active}` : nothing}
          .value=${live(this.shown())}
          @input=${this.typed}
          @keydown=${this.key}
        />
        <ul id="${this.name}-list" class="s-suggest" role="listbox" aria-label=${this.listLabel} ?hidden=${!open}>
          ${this.found.map(
            (one, i) => html`<li
              id="${this.name}-${i}"
              role="option"
              aria-selected=${String(i === this.active)}
              @mousedown=${(event: Event) => (event.preventDefault(), this.take(one))}
            >
              ${this.option(one)}
            </li>`,
          )}
        </ul>
      </div>`;
  }
}
