import * as api from '../core/api';
import { html } from 'lit';
import { t } from '../core/i18n';
import { tell } from '../core/status';
import type { Id, Page } from '../core/types';
import { textField } from '../widgets/fields';
import { formDialog } from './form';

// Brings an older version back as a new one; nothing in between is lost.
export function restoreDialog(page: Page, revision: Id, n: number): Promise<boolean> {
  let comment = '';
  return formDialog({
    title: t('restore.title', { n }),
    submit: t('restore.submit'),
    body: (_, renew) => html`
      <p class="kern-body">${t('restore.text')}</p>
      ${textField({
        id: 'restore-comment',
        label: t('edit.comment'),
        optional: true,
        value: comment,
        change: (value) => ((comment = value), renew()),
      })}`,
    send: async () => {
      await api.restore(page.id, revision, comment.trim());
      tell(t('restore.done', { n }));
    },
  });
}
