// The bar that stays in sight until everything was read.
import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { count, t } from '../core/i18n';
import { onUnread, unread } from './unread';

@customElement('s-notice-bar')
export class NoticeBar extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    onUnread(() => this.requestUpdate());
  }

  protected override render() {
    if (!unread().length || location.pathname === '/notices') return nothing;
    return html`
      <section class="s-bar" aria-label=${t('notices.title')}>
        <p>${count('notices.unread', unread().length)}</p>
        <a class="kern-link" href="/notices">${t('notices.read_them')}</a>
      </section>`;
  }
}
