import { html, nothing } from 'lit';
import { bytes, day } from '../core/format';
import { t } from '../core/i18n';
import type { Attachment } from '../core/types';
import { icon } from './parts';

interface Shown {
  actions?: (attachment: Attachment) => unknown;
  editor?: boolean; // sees what became of the text
}

// Each has an address of its own, which hits of the search lead to.
export const attachmentAnchor = (file: Attachment): string => `attachment_${file.id}`;

export const attachmentList = (list: Attachment[], { actions, editor }: Shown) => html`
  <ul class="s-files">
    ${list.map(
      (file) => html`<li id=${attachmentAnchor(file)} tabindex="-1">
        ${icon('kern-icon--draft')}
        <div>
          <a href="/api/attachments/${file.id}" download=${file.name}>${file.name}</a>
          <p class="s-meta">
            ${t('attachment.facts', { size: bytes(file.bytes), who: file.author.display_name, day: day(file.at) })}
            ${editor ? html`· ${t(`attachment.text_${file.text}`)}` : nothing}
          </p>
        </div>
        ${actions ? actions(file) : nothing}
      </li>`,
    )}
  </ul>`;
