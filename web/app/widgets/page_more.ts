// Below the text: attachments and the pages that link here; fetched after the text is there.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { count, t } from '../core/i18n';
import { watch } from '../core/live';
import type { Attachment, Backlink, Page } from '../core/types';
import { attachmentAnchor, attachmentList } from './attachment_list';
import { linkButton } from './parts';

@customElement('s-page-more')
export class PageMore extends LitElement {
  @property({ attribute: false }) page!: Page;
  @state() private attachments: Attachment[] = [];
  @state() private backlinks: Backlink[] = [];
  private loaded = '';
  private unwatch?: () => void;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = watch(this.page.id, ({ kind }) => kind === 'page.attached' && void this.loadFiles());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  protected override updated(): void {
    const version = `${this.page.id}.${this.page.revision}`;
    if (this.loaded === version) return;
    const first = !this.loaded;
    this.loaded = version;
    void this.loadFiles().then(() => first && this.arrive());
    api.backlinks(this.page.id).then((found) => (this.backlinks = found), () => undefined);
  }

  private async loadFiles(): Promise<void> {
    this.attachments = await api.attachments(this.page.id).catch(() => []);
    await this.updateComplete;
  }

  // The address names a file: the view came before the list was there.
  private arrive(): void {
    const file = this.attachments.find((one) => location.hash === `#${attachmentAnchor(one)}`);
    const shown = file && this.querySelector<HTMLElement>(`#${attachmentAnchor(file)}`);
    shown?.focus({ preventScroll: true });
    shown?.scrollIntoView();
  }

  private links() {
    if (!this.backlinks.length) return nothing;
    return html`
      <details class="s-details">
        <summary>${count('page.backlinks', this.backlinks.length)}</summary>
        <ul class="s-children">
          ${this.backlinks.map(
            (link) => html`<li><a href="/p/${link.page}">${link.title}</a> <span class="s-meta">${link.space}</span></li>`,
          )}
        </ul>
      </details>`;
  }

  private files() {
    if (!this.attachments.length && !this.page.abilities.edit) return nothing;
    return html`
      <details class="s-details" ?open=${this.attachments.length > 0}>
        <summary>${count('page.attachments', this.attachments.length)}</summary>
        ${this.attachments.length ? attachmentList(this.attachments, { editor: this.page.abilities.edit }) : html`<p class="s-meta">${t('attachment.none')}</p>`}
        ${this.page.abilities.edit
          ? linkButton(t('attachment.manage'), `/p/${this.page.id}/edit#attachments`, { small: true })
          : nothing}
      </details>`;
  }

  protected override render() {
    return html`<div class="s-more">${this.files()} ${this.links()}</div>`;
  }
}
