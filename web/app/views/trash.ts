import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { moment } from '../core/format';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Space, Trashed } from '../core/types';
import { View } from '../core/view';
import { ask } from '../widgets/ask';
import { breadcrumbs, button, empty } from '../widgets/parts';

interface Trash {
  space: Space;
  list: Trashed[];
}

@customElement('s-trash')
export class TrashView extends View<Trash> {
  protected override async load(signal: AbortSignal): Promise<Trash> {
    const slug = this.match.params.slug;
    const [space, list] = await Promise.all([api.space(slug, signal), api.trash(slug, signal)]);
    return { space, list };
  }

  protected override name({ space }: Trash): string {
    return t('trash.title', { space: space.title });
  }

  private async act(work: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await work();
      forgetTrees();
      tell(done);
      await this.reload();
      this.querySelector<HTMLElement>('h1')?.focus();
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async purge(page: Trashed): Promise<void> {
    const sure = await ask(t('trash.purge_title'), t('trash.purge_text', { title: page.title }), [
      { value: 'yes', text: t('trash.purge'), kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (sure === 'yes') await this.act(() => api.purge(page.id), t('trash.purged', { title: page.title }));
  }

  private row(page: Trashed, manage: boolean) {
    return html`
      <li class="s-rows__row">
        <div>
          <h2 class="s-rows__title">${page.title}</h2>
          <p class="s-meta">
            ${t('trash.facts', { when: moment(page.trashed_at), who: page.trashed_by.display_name })}
            ${page.pages > 1 ? ` · ${count('space.pages', page.pages)}` : nothing}
          </p>
        </div>
        <div class="s-actions">
          ${button(
            t('trash.restore'),
            () => this.act(() => api.takeFromTrash(page.id), t('trash.restored', { title: page.title })),
            { small: true },
          )}
          ${manage ? button(t('trash.purge'), () => this.purge(page), { small: true, kind: 'tertiary' }) : nothing}
        </div>
      </li>`;
  }

  protected override content({ space, list }: Trash) {
    return html`
      <div class="s-page">
        ${breadcrumbs([{ href: `/s/${space.slug}`, title: space.title }])}
        <h1 class="kern-heading-large" tabindex="-1">${t('trash.title', { space: space.title })}</h1>
        ${list.length
          ? html`<ul class="s-rows">
              ${list.map((page) => this.row(page, space.abilities.manage))}
            </ul>`
          : empty(t('trash.empty'), t('trash.empty_help'))}
      </div>`;
  }
}
