// An older version of a page, as it was.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { moment } from '../core/format';
import { t } from '../core/i18n';
import { go } from '../core/router';
import type { Page, RevisionView as Old } from '../core/types';
import { View } from '../core/view';
import { restoreDialog } from '../dialogs/restore';
import { contents, contentsInline } from '../widgets/contents';
import { enhance } from '../widgets/enhance';
import { breadcrumbs, button, linkButton, notice, prose } from '../widgets/parts';

interface Shown {
  page: Page;
  old: Old;
}

@customElement('s-revision')
export class RevisionView extends View<Shown> {
  protected override async load(signal: AbortSignal): Promise<Shown> {
    const { id, revision } = this.match.params;
    const [page, old] = await Promise.all([api.page(id, signal), api.revision(id, revision, signal)]);
    return { page, old };
  }

  protected override name({ old }: Shown): string {
    return t('revision.title', { page: old.title, when: moment(old.at) });
  }

  protected override updated(): void {
    enhance(this.querySelector('.s-prose'));
  }

  private async restore({ page, old }: Shown): Promise<void> {
    if (await restoreDialog(page, old.revision, old.number ?? 0)) await go(`/p/${page.id}`);
  }

  private actions(shown: Shown) {
    const { page, old } = shown;
    return html`
      <p class="kern-body">
        ${t('revision.by', { who: old.author.display_name, when: moment(old.at) })}${old.comment ? ` – ${old.comment}` : ''}
      </p>
      <div class="s-actions">
        ${linkButton(t('revision.to_current'), `/p/${page.id}`, { small: true })}
        ${linkButton(t('revision.compare'), `/p/${page.id}/compare?from=${old.revision}&to=${page.revision}`, {
          small: true,
        })}
        ${page.abilities.edit ? button(t('history.restore'), () => this.restore(shown), { small: true }) : nothing}
      </div>`;
  }

  protected override content(shown: Shown) {
    const { page, old } = shown;
    const current = old.revision === page.revision;
    return html`
      <div class="s-reading s-reading--plain">
        <article class="s-reading__text">
          ${breadcrumbs([
            { href: `/s/${page.space.slug}`, title: page.space.title },
            { href: `/p/${page.id}`, title: page.title },
            { href: `/p/${page.id}/history`, title: t('page.history') },
          ])}
          <h1 class="kern-heading-large" tabindex="-1">${old.title}</h1>
          ${notice('info', t(current ? 'revision.current' : 'revision.old'), this.actions(shown))}
          ${contentsInline(old.toc)} ${prose(old.html)}
          <p class="s-meta s-hash">${t('revision.hash')} <code>${old.sha256}</code></p>
        </article>
        ${contents(old.toc)}
      </div>`;
  }
}
