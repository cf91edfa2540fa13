// Access to a page: why I have it; for those who manage it, the list that holds, whom it reaches, and a list of its own
// for the page and everything below it.
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as core from '../core/api';
import { t } from '../core/i18n';
import { me } from '../core/session';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Explanation, Grant, Opening, Page, PageAccess } from '../core/types';
import { View } from '../core/view';
import { breadcrumbs, button, notice } from '../widgets/parts';
import * as api from './api';
import { openingList, recentOpenings } from './openings';
import { rehearsed } from './rehearsal';
import { explanationParts } from './why';
import { kindOf, levelName, nameOf } from './words';
import './grant_list';
import './reach_list';

interface Data {
  page: Page;
  own: Explanation;
  access?: PageAccess; // for those who manage
  openings: Opening[];
}

@customElement('s-page-access')
export class PageAccessView extends View<Data> {
  private get place(): string {
    return api.pagePlace(this.match.params.id!);
  }

  protected override async load(signal: AbortSignal): Promise<Data> {
    const id = this.match.params.id!;
    const [page, own] = await Promise.all([core.page(id, signal), api.explain(this.place, me()!.person.id, signal)]);
    if (!page.abilities.manage) return { page, own, openings: [] };
    const [access, openings] = await Promise.all([api.pageAccess(id, signal), api.openings(this.place, signal)]);
    return { page, own, access, openings };
  }

  protected override name({ page }: Data): string {
    return t('access.title', { page: page.title });
  }

  private async start(): Promise<void> {
    await api.startOwnList(this.data!.page.id);
    tell(t('access.started'));
    await this.reload();
  }

  private async end(): Promise<void> {
    const { page } = this.data!;
    const done = await rehearsed({
      title: t('access.end'),
      submit: t('access.end_submit'),
      rehearse: (cursor) => api.rehearseEnd(page.id, cursor),
      act: () => api.endOwnList(page.id),
    });
    if (!done) return;
    forgetTrees();
    tell(t('access.ended'));
    await this.reload();
  }

  private save = async (grants: Grant[]): Promise<boolean> => {
    const { page } = this.data!;
    const done = await rehearsed({
      title: t('rehearsal.title'),
      submit: t('grants.save'),
      rehearse: (cursor) => api.rehearseGrants(this.place, grants, cursor),
      act: () => api.changePageGrants(page.id, grants),
    });
    if (!done) return false;
    forgetTrees();
    tell(t('form.saved'));
    await this.reload();
    return true;
  };

  private inherited({ begins, space, grants }: PageAccess) {
    const from = begins
      ? html`<a href="/p/${begins.id}/access">${begins.title}</a>`
      : html`<a href="/spaces/${space.slug}/settings">${space.title}</a>`;
    return html`
      <p class="kern-body">${begins ? t('access.inherits_page') : t('access.inherits_space')} ${from}</p>
      <ul class="s-rows">
        ${grants.map(
          ({ principal, level }) => html`<li class="s-rows__row">
            <span>${nameOf(principal)} <span class="s-meta">${kindOf(principal)}</span></span>
            <span class="s-meta">${levelName(level)}</span>
          </li>`,
        )}
      </ul>
      <p class="kern-body">${t('access.start_help')}</p>
      ${button(t('access.start'), () => this.start(), { kind: 'primary' })}`;
  }

  private list(access: PageAccess) {
    return html`
      <section class="s-section" aria-labelledby="list-title">
        <h2 class="kern-heading-medium" id="list-title">${t('access.list')}</h2>
        ${access.own
          ? html`<p class="kern-body">${t('access.own')}</p>
              <s-grant-list .saved=${access.grants} .save=${this.save}></s-grant-list>
              <div class="s-actions">${button(t('access.end'), () => this.end())}</div>`
          : this.inherited(access)}
      </section>`;
  }

  private everybody({ page, access }: Data) {
    return html`
      <section class="s-section" aria-labelledby="reach-title">
        <h2 class="kern-heading-medium" id="reach-title">${t('grants.title')}</h2>
        <s-reach-list .place=${this.place} .version=${access}></s-reach-list>
      </section>
      <s-why .place=${this.place} .address=${`/p/${page.id}`}></s-why>`;
  }

  protected override content(data: Data) {
    const { page, own, access, openings } = data;
    return html`
      <div class="s-page s-page--narrow">
        ${breadcrumbs([
          { href: `/s/${page.space.slug}`, title: page.space.title },
          { href: `/p/${page.id}`, title: page.title },
        ])}
        <h1 class="kern-heading-large" tabindex="-1">${t('access.title', { page: page.title })}</h1>
        ${openingList(recentOpenings(openings), () => void this.reload())}
        <section class="s-section" aria-labelledby="own-title">
          <h2 class="kern-heading-medium" id="own-title">${t('access.mine')}</h2>
          ${explanationParts(own)}
        </section>
        ${access ? html`${this.list(access)} ${this.everybody(data)}` : notice('info', t('access.managers_know'))}
      </div>`;
  }
}
