import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../core/i18n';
import { onStatus, type Status } from '../core/status';
import { icon } from '../widgets/parts';

const shown_ms = 8000;
const icons = {
  info: 'kern-icon--info',
  success: 'kern-icon--success',
  warning: 'kern-icon--warning',
  danger: 'kern-icon--danger',
};

@customElement('s-status-bar')
export class StatusBar extends LitElement {
  @state() private spoken = '';
  @state() private shown?: Status;
  private timer?: ReturnType<typeof setTimeout>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    onStatus((status) => this.take(status));
  }

  private take(status: Status): void {
    this.spoken = '';
    // A region that changes from empty is read even when the text is the same as before.
    setTimeout(() => (this.spoken = status.text), 50);
    if (!status.tone) return;
    this.shown = status;
    clearTimeout(this.timer);
    if (status.tone !== 'danger') this.timer = setTimeout(() => (this.shown = undefined), shown_ms);
  }

  protected override render() {
    return html`
      <div class="kern-sr-only" role="status" aria-live="polite">${this.spoken}</div>
      ${this.shown
        ? html`<section class="s-toast" aria-label=${t('app.message')}>
            ${icon(icons[this.shown.tone ?? 'info'])}
            <span class="kern-body">${this.shown.text}</span>
            <button type="button" class="s-iconbtn" @click=${() => (this.shown = undefined)}>
              ${icon('kern-icon--close')}<span class="kern-sr-only">${t('app.dismiss')}</span>
            </button>
          </section>`
        : nothing}`;
  }
}
