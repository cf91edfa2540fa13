// Modal dialogs on the browser's own <dialog>: it keeps the focus inside, closes by Escape and gives the focus back.
import { html, nothing, render, type TemplateResult } from 'lit';
import { t } from '../core/i18n';
import { icon } from './parts';

export interface DialogParts {
  title: string;
  body: unknown;
  footer: unknown;
}

let serial = 0;

export class Dialog {
  readonly element = document.createElement('dialog');
  private readonly headingId = `dialog-${(serial += 1)}`;
  private readonly opener = document.activeElement as HTMLElement | null;
  private finish!: () => void;
  readonly closed = new Promise<void>((done) => (this.finish = done));

  constructor(
    private readonly parts: (dialog: Dialog) => DialogParts,
    readonly dismissible = true,
  ) {
    this.element.className = 'kern-dialog';
    this.element.setAttribute('aria-labelledby', this.headingId);
    this.element.addEventListener('cancel', (event) => this.dismissible || event.preventDefault());
    this.element.addEventListener('close', () => this.leave());
  }

  open(): this {
    document.body.append(this.element);
    this.update();
    this.element.showModal();
    const field = '.kern-dialog__body :is(input:not([hidden]), select, textarea)';
    this.element.querySelector<HTMLElement>(`[autofocus], ${field}`)?.focus();
    return this;
  }

  update(): void {
    const { title, body, footer } = this.parts(this);
    render(this.frame(title, body, footer), this.element);
  }

  close(): void {
    this.element.close();
  }

  private leave(): void {
    this.element.remove();
    if (this.opener?.isConnected) this.opener.focus();
    this.finish();
  }

  private frame(title: string, body: unknown, footer: unknown): TemplateResult {
    return html`
      <header class="kern-dialog__header">
        <h2 class="kern-title kern-title--large" id=${this.headingId}>${title}</h2>
        ${this.dismissible
          ? html`<button type="button" class="kern-btn kern-btn--tertiary" @click=${() => this.close()}>
              ${icon('kern-icon--close')}<span class="kern-label kern-sr-only">${t('dialog.close')}</span>
            </button>`
          : nothing}
      </header>
      <section class="kern-dialog__body">${body}</section>
      <footer class="kern-dialog__footer">${footer}</footer>`;
  }
}
