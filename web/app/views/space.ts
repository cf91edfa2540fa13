import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { openings, spacePlace } from '../access/api';
import { openingList, recentOpenings } from '../access/openings';
import { count, t } from '../core/i18n';
import { spaceTree, type SpaceTree } from '../core/tree_cache';
import type { Opening } from '../core/types';
import { View } from '../core/view';
import { breadcrumbs, empty, linkButton } from '../widgets/parts';
import '../widgets/page_tree';

@customElement('s-space')
export class SpaceView extends View<SpaceTree> {
  @state() private openings: Opening[] = [];

  protected override async load(signal: AbortSignal): Promise<SpaceTree> {
    const tree = await spaceTree(this.match.params.slug!, signal, true);
    const told = tree.space.abilities.manage ? openings(spacePlace(tree.space.slug), signal) : Promise.resolve([]);
    this.openings = recentOpenings(await told);
    return tree;
  }

  protected override name({ space }: SpaceTree): string {
    return space.title;
  }

  private actions({ space }: SpaceTree) {
    const base = `/spaces/${space.slug}`;
    return html`
      <div class="s-actions">
        ${space.abilities.create_page
          ? linkButton(t('space.new_page'), `${base}/new`, { kind: 'primary', icon: 'kern-icon--add', small: true })
          : nothing}
        ${linkButton(t('space.search'), `/search?space=${encodeURIComponent(space.slug)}`, {
          icon: 'kern-icon--search',
          small: true,
        })}
        ${linkButton(t('space.broken_links'), `${base}/broken-links`, { small: true })}
        ${space.abilities.create_page
          ? linkButton(t('space.trash'), `${base}/trash`, { icon: 'kern-icon--delete', small: true })
          : nothing}
        ${space.abilities.manage
          ? linkButton(t('space.settings'), `${base}/settings`, { icon: 'kern-icon--checklist', small: true })
          : nothing}
      </div>`;
  }

  protected override content(tree: SpaceTree) {
    const { space } = tree;
    return html`
      <div class="s-page">
        ${breadcrumbs([{ href: '/', title: t('start.title') }])}
        <h1 class="kern-heading-large" tabindex="-1">${space.title}</h1>
        ${space.description ? html`<p class="kern-body kern-body--large s-lead">${space.description}</p>` : nothing}
        ${this.actions(tree)} ${openingList(this.openings, () => void this.reload())}
        <section class="s-section" aria-labelledby="pages">
          <div class="s-section__head">
            <h2 class="kern-heading-medium" id="pages">${t('space.pages_title')}</h2>
            <span class="s-meta">${count('space.pages', tree.byId.size)}</span>
          </div>
          ${tree.byId.size
            ? html`<s-page-tree .forest=${tree} .space=${space.slug}></s-page-tree>`
            : empty(
                t('space.empty'),
                space.abilities.create_page
                  ? html`<a href="/spaces/${space.slug}/new">${t('space.empty_create')}</a>`
                  : t('space.empty_help'),
              )}
        </section>
      </div>`;
  }
}
