// The bar that stays in sight while somebody looks as somebody else.
import { html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { endViewing } from '../access/api';
import { t } from '../core/i18n';
import { again } from '../core/router';
import { forgetTrees } from '../core/tree_cache';
import { onViewing, setViewing, viewing } from '../core/viewing';

@customElement('s-viewing-bar')
export class ViewingBar extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    onViewing(() => this.requestUpdate());
  }

  private async end(): Promise<void> {
    const { id } = viewing()!;
    setViewing(undefined);
    forgetTrees();
    await endViewing(id).catch(() => undefined); // it ends by itself
    again();
  }

  protected override render() {
    const now = viewing();
    if (!now) return nothing;
    return html`
      <section class="s-bar" aria-label=${t('view_as.label')}>
        <p>${t('view_as.bar', { name: now.person.display_name })}</p>
        <button type="button" class="kern-btn kern-btn--secondary s-btn--small" @click=${() => this.end()}>
          <span class="kern-label">${t('view_as.end')}</span>
        </button>
      </section>`;
  }
}
