// A page, reading first: the text in a comfortable measure, the tree of its space and its contents beside it.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { moment } from '../core/format';
import { t } from '../core/i18n';
import { watch } from '../core/live';
import { keptTree, spaceTree, type SpaceTree } from '../core/tree_cache';
import type { Page } from '../core/types';
import { View } from '../core/view';
import { breadcrumbs, button, empty, linkButton, notice, prose } from '../widgets/parts';
import { enhance } from '../widgets/enhance';
import { contents, contentsInline } from '../widgets/contents';
import { pageFacts } from '../widgets/page_facts';
import '../widgets/page_tree';
import '../widgets/page_more';
import '../widgets/page_menu';

@customElement('s-page')
export class PageView extends View<Page> {
  @state() private tree?: SpaceTree;
  @state() private outdated?: 'page.outdated' | 'page.trashed';
  private unwatch?: () => void;

  protected override load(signal: AbortSignal): Promise<Page> {
    return api.page(this.match.params.id, signal);
  }

  protected override name(page: Page): string {
    return page.title;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = watch(this.match.params.id, ({ kind }) => void this.changed(kind));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  // A hint says that something changed, not what; only another revision is worth a word.
  private async changed(kind: string): Promise<void> {
    if (kind === 'page.trashed' || kind === 'page.purged') return void (this.outdated = 'page.trashed');
    const now = await api.pageAfterHint(this.match.params.id, this.stop.signal).catch(() => undefined);
    const known = this.data;
    if (now && known && (now.revision !== known.revision || now.title !== known.title)) this.outdated = 'page.outdated';
  }

  private async renew(): Promise<void> {
    this.outdated = undefined;
    await this.reload();
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('data') || !this.data) return;
    enhance(this.querySelector('.s-prose'));
    const slug = this.data.space.slug;
    this.tree ??= keptTree(slug);
    const stale = this.tree && !this.tree.byId.has(this.data.id);
    void spaceTree(slug, this.stop.signal, stale).then(
      (tree) => (this.tree = tree),
      () => undefined, // the page is readable without its neighbours
    );
  }

  private head(page: Page) {
    const crumbs = page.breadcrumbs.map((above) => ({ href: `/p/${above.id}`, title: above.title }));
    return html`
      ${breadcrumbs([{ href: `/s/${page.space.slug}`, title: page.space.title }, ...crumbs])}
      <div class="s-pagehead">
        <h1 class="kern-heading-large" tabindex="-1">${page.title}</h1>
        <div class="s-pagehead__actions">
          ${page.abilities.edit
            ? linkButton(t('page.edit'), `/p/${page.id}/edit`, { kind: 'primary', icon: 'kern-icon--edit', small: true })
            : nothing}
          <s-page-menu .page=${page} @changed=${() => this.reload()}></s-page-menu>
        </div>
      </div>
      <p class="s-meta">
        ${page.changed_by
          ? html`${t('page.changed', { when: moment(page.changed_at), who: page.changed_by.display_name })} ·
              <a href="/p/${page.id}/history">${t('page.version', { n: page.number })}</a>`
          : t('page.container')}
      </p>
      ${pageFacts(page)}`;
  }

  private body(page: Page) {
    if (page.html.trim()) return prose(page.html);
    if (page.children.length) return nothing;
    return empty(
      t('page.empty'),
      page.abilities.edit ? html`<a href="/p/${page.id}/edit">${t('page.empty_edit')}</a>` : nothing,
    );
  }

  private childPages(page: Page) {
    if (!page.children.length) return nothing;
    return html`
      <section class="s-section" aria-labelledby="s-children">
        <h2 class="kern-heading-small" id="s-children">${t('page.children')}</h2>
        <ul class="s-children">
          ${page.children.map((child) => html`<li><a href="/p/${child.id}">${child.title}</a></li>`)}
        </ul>
      </section>`;
  }

  protected override content(page: Page) {
    return html`
      <div class="s-reading">
        <nav class="s-reading__tree s-tree-pane" aria-label=${t('page.tree_of', { space: page.space.title })}>
          <p class="s-tree-pane__title"><a href="/s/${page.space.slug}">${page.space.title}</a></p>
          ${this.tree
            ? html`<s-page-tree .forest=${this.tree} .space=${page.space.slug} .current=${page.id}></s-page-tree>`
            : nothing}
        </nav>
        <article class="s-reading__text">
          <div class="s-hint" role="status">
            ${this.outdated
              ? notice('info', t(this.outdated), button(t('page.reload'), () => this.renew(), { small: true }))
              : nothing}
          </div>
          ${this.head(page)} ${contentsInline(page.toc)} ${this.body(page)} ${this.childPages(page)}
          <s-page-more .page=${page}></s-page-more>
        </article>
        ${contents(page.toc)}
      </div>`;
  }
}
