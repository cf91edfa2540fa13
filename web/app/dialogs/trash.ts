import { html, nothing } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { go } from '../core/router';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Page } from '../core/types';
import { formDialog } from './form';

export async function trashDialog(page: Page): Promise<boolean> {
  const done = await formDialog({
    title: t('to_trash.title'),
    submit: t('to_trash.submit'),
    body: () => html`
      <p class="kern-body">${t('to_trash.text', { title: page.title })}</p>
      ${page.children.length ? html`<p class="kern-body">${t('to_trash.children')}</p>` : nothing}`,
    send: () => api.moveToTrash(page.id),
  });
  if (done) {
    forgetTrees();
    tell(t('to_trash.done', { title: page.title }));
    await go(page.parent ? `/p/${page.parent}` : `/s/${page.space.slug}`);
  }
  return false; // the page is left, nothing to renew
}
