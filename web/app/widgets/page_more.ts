// Below the text: attachments and the pages that link here; fetched after the text is there.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { count, t } from '../core/i18n';
import type { Attachment, Backlink, Page } from '../core/types';
import { attachmentList } from './attachment_list';
import { linkButton } from './parts';

@customElement('s-page-more')
export class PageMore extends LitElement {
  @property({ attribute: false }) page!: Page;
  @state() private attachments: Attachment[] = [];
  @state() private backlinks: Backlink[] = [];
  private loaded = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    const version = `${this.page.id}.${this.page.revision}`;
    if (this.loaded === version) return;
    this.loaded = version;
    api.attachments(this.page.id).then((found) => (this.attachments = found), () => undefined);
    api.backlinks(this.page.id).then((found) => (this.backlinks = found), () => undefined);
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
        ${this.attachments.length ? attachmentList(this.attachments) : html`<p class="s-meta">${t('attachment.none')}</p>`}
        ${this.page.abilities.edit
          ? linkButton(t('attachment.manage'), `/p/${this.page.id}/edit#attachments`, { small: true })
          : nothing}
      </details>`;
  }

  protected override render() {
    return html`<div class="s-more">${this.files()} ${this.links()}</div>`;
  }
}
