// Search in the header: a combobox after the ARIA pattern. Arrow keys walk the titles, Enter opens one or searches.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import * as api from '../core/api';
import { query } from '../core/http';
import { count, t } from '../core/i18n';
import { go } from '../core/router';
import { announce } from '../core/status';
import type { Backlink } from '../core/types';
import { icon } from '../widgets/parts';

const pause_ms = 150;

@customElement('s-search-box')
export class SearchBox extends LitElement {
  @property({ attribute: false }) language = 'de';
  @state() private words = '';
  @state() private found: Backlink[] = [];
  @state() private active = -1;
  @state() private open = false;
  private timer?: ReturnType<typeof setTimeout>;
  private stop?: AbortController;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private typed(event: Event): void {
    this.words = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    this.stop?.abort();
    this.active = -1;
    if (!this.words.trim()) {
      this.found = [];
      this.open = false;
      return;
    }
    this.timer = setTimeout(() => void this.ask(), pause_ms);
  }

  private async ask(): Promise<void> {
    this.stop = new AbortController();
    try {
      this.found = await api.suggest(this.words.trim(), this.stop.signal);
      this.open = this.found.length > 0;
      if (this.open) announce(count('search.suggestions', this.found.length));
    } catch {
      this.open = false; // suggestions are a convenience; Enter still searches
    }
  }

  private follow(path: string): void {
    clearTimeout(this.timer);
    this.stop?.abort();
    this.open = false;
    this.words = '';
    void go(path);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const chosen = this.open ? this.found[this.active] : undefined;
    if (chosen) this.follow(`/p/${chosen.page}`);
    else this.follow(`/search${query({ q: this.words.trim() })}`);
  }

  private key(event: KeyboardEvent): void {
    const last = this.found.length - 1;
    if (event.key === 'Escape') this.open = false;
    else if (event.key === 'ArrowDown' && last >= 0) {
      this.active = this.open && this.active < last ? this.active + 1 : 0;
      this.open = true;
    } else if (event.key === 'ArrowUp' && this.open) this.active = this.active > 0 ? this.active - 1 : last;
    else return;
    event.preventDefault();
  }

  private list() {
    return html`
      <ul id="s-suggestions" class="s-suggest" role="listbox" aria-label=${t('search.suggestion_list')} ?hidden=${!this.open}>
        ${this.found.map(
          (hit, i) => html`<li
            id="s-suggestion-${i}"
            role="option"
            aria-selected=${String(i === this.active)}
            @mousedown=${(event: Event) => (event.preventDefault(), this.follow(`/p/${hit.page}`))}
          >
            <span class="s-suggest__title">${hit.title}</span>
            <span class="s-suggest__path">${hit.space}</span>
          </li>`,
        )}
      </ul>`;
  }

  protected override render() {
    return html`
      <form class="s-search" role="search" aria-label=${t('search.label')} @submit=${this.submit}>
        <label class="kern-sr-only" for="s-search-words">${t('search.field')}</label>
        <input
          id="s-search-words"
          type="search"
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-expanded=${String(this.open)}
          aria-controls="s-suggestions"
          aria-activedescendant=${this.open && this.active >= 0 ? `s-suggestion-${this.active}` : nothing}
          .value=${live(this.words)}
          @input=${this.typed}
          @keydown=${this.key}
          @blur=${() => (this.open = false)}
        />
        <button type="submit" class="s-search__go">
          ${icon('kern-icon--search')}<span class="kern-sr-only">${t('search.go')}</span>
        </button>
        ${this.list()}
      </form>`;
  }
}
