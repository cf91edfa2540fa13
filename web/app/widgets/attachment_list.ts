import { html, nothing } from 'lit';
import { bytes, day } from '../core/format';
import { t } from '../core/i18n';
import type { Attachment } from '../core/types';
import { icon } from './parts';

export const attachmentList = (list: Attachment[], actions: (attachment: Attachment) => unknown = () => nothing) => html`
  <ul class="s-files">
    ${list.map(
      (file) => html`<li>
        ${icon('kern-icon--draft')}
        <div>
          <a href="/api/attachments/${file.id}" download=${file.name}>${file.name}</a>
          <p class="s-meta">
            ${t('attachment.facts', { size: bytes(file.bytes), who: file.author.display_name, day: day(file.at) })}
          </p>
        </div>
        ${actions(file)}
      </li>`,
    )}
  </ul>`;
