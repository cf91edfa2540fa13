// What one can do with a page besides reading and editing it; each entry fetches its dialog when first used.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../core/i18n';
import type { Page } from '../core/types';
import { viewing } from '../core/viewing';
import { icon } from './parts';

const work = () => import('../work');

@customElement('s-page-menu')
export class PageMenu extends LitElement {
  @property({ attribute: false }) page!: Page;
  @state() private open = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.open) return;
      this.open = false;
      this.querySelector('button')?.focus();
    });
    this.addEventListener('focusout', (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.contains(next)) this.open = false;
    });
    document.addEventListener('click', this.outside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.outside);
  }

  private outside = (event: Event): void => {
    if (this.open && !this.contains(event.target as Node)) this.open = false;
  };

  private async act(dialog: () => Promise<boolean>): Promise<void> {
    this.open = false;
    this.querySelector('button')?.focus();
    if (await dialog()) this.dispatchEvent(new CustomEvent('changed'));
  }

  private entry(text: string, symbol: string, dialog: () => Promise<boolean>) {
    return html`<li>
      <button type="button" @click=${() => this.act(dialog)}>${icon(symbol)}${text}</button>
    </li>`;
  }

  private editing() {
    if (!this.page.abilities.edit) return nothing;
    const page = this.page;
    return html`
      <li>
        <a href="/spaces/${page.space.slug}/new?parent=${page.id}">${icon('kern-icon--add')}${t('page.new_child')}</a>
      </li>
      ${this.entry(t('page.move'), 'kern-icon--arrow-forward', async () => (await work()).moveDialog(page))}
      ${this.entry(t('page.change_labels'), 'kern-icon--checklist', async () => (await work()).labelsDialog(page))}
      ${this.entry(t('page.change_owner'), 'kern-icon--calendar-today', async () => (await work()).ownerDialog(page))}
      ${this.entry(t('page.trash'), 'kern-icon--delete', async () => (await work()).trashDialog(page))}`;
  }

  protected override render() {
    return html`
      <button
        type="button"
        class="kern-btn kern-btn--secondary s-btn--small"
        aria-expanded=${String(this.open)}
        aria-controls="s-page-list"
        @click=${() => (this.open = !this.open)}
      >
        ${icon('kern-icon--more-vert')}<span class="kern-label">${t('page.more')}</span>
      </button>
      <ul id="s-page-list" class="s-menu__panel s-menu__links" ?hidden=${!this.open}>
        <li><a href="/p/${this.page.id}/history">${icon('kern-icon--autorenew')}${t('page.history')}</a></li>
        ${viewing()
          ? nothing
          : html`<li><a href="/p/${this.page.id}/access">${icon('kern-icon--checklist')}${t('page.access')}</a></li>`}
        ${this.editing()}
        <li>
          <button type="button" @click=${() => ((this.open = false), print())}>
            ${icon('kern-icon--draft')}${t('page.print')}
          </button>
        </li>
      </ul>`;
  }
}
