import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { bytes, moment } from '../core/format';
import { count, t } from '../core/i18n';
import { go } from '../core/router';
import { announce } from '../core/status';
import type { Page, Revision } from '../core/types';
import { View } from '../core/view';
import { choiceField } from '../widgets/fields';
import { badge, breadcrumbs, button } from '../widgets/parts';
import { restoreDialog } from '../dialogs/restore';

interface History {
  page: Page;
  list: Revision[];
  next: string | null;
}

@customElement('s-history')
export class HistoryView extends View<History> {
  @state() private from = '';
  @state() private to = '';

  protected override async load(signal: AbortSignal): Promise<History> {
    const id = this.match.params.id;
    const [page, { items, next }] = await Promise.all([api.page(id, signal), api.revisions(id, null, signal)]);
    this.to = items[0]?.revision ?? '';
    this.from = items[1]?.revision ?? this.to;
    return { page, list: items, next };
  }

  protected override name({ page }: History): string {
    return t('history.title', { page: page.title });
  }

  private async more(): Promise<void> {
    const { page, list, next } = this.data!;
    const more = await api.revisions(page.id, next, this.stop.signal);
    this.data = { page, list: [...list, ...more.items], next: more.next };
    announce(count('history.versions', this.data.list.length));
  }

  private facts(revision: Revision) {
    return html`
      <p class="s-meta">
        ${moment(revision.at)} · ${revision.author.display_name} · ${bytes(revision.bytes)}
        ${revision.merged ? badge(t('history.merged')) : nothing}
        ${revision.restored_from ? badge(t('history.restored_from', { n: revision.restored_from })) : nothing}
      </p>
      ${revision.comment ? html`<p>${revision.comment}</p>` : nothing}`;
  }

  private row(revision: Revision, before: Revision | undefined) {
    const { page, list } = this.data!;
    const name = t('page.version', { n: revision.number });
    const newest = revision === list[0];
    return html`
      <li class="s-rows__row">
        <div>
          <h2 class="s-rows__title">
            <a href=${newest ? `/p/${page.id}` : `/p/${page.id}/revisions/${revision.revision}`}>${name}</a>
            ${newest ? badge(t('history.current'), 'success') : nothing}
          </h2>
          ${this.facts(revision)}
        </div>
        <div class="s-actions">
          ${before
            ? html`<a href="/p/${page.id}/compare?from=${before.revision}&to=${revision.revision}">
                ${t('history.changes')}<span class="kern-sr-only"> (${name})</span>
              </a>`
            : nothing}
          ${page.abilities.edit && !newest
            ? html`<button type="button" class="s-link" @click=${() => this.restore(revision)}>
                ${t('history.restore')}<span class="kern-sr-only"> (${name})</span>
              </button>`
            : nothing}
        </div>
      </li>`;
  }

  private async restore(revision: Revision): Promise<void> {
    if (await restoreDialog(this.data!.page, revision.revision, revision.number)) await go(`/p/${this.data!.page.id}`);
  }

  private compareForm({ page, list }: History) {
    if (list.length < 2) return nothing;
    const choices = list.map((revision) => ({
      value: revision.revision,
      text: `${t('page.version', { n: revision.number })} – ${moment(revision.at)}, ${revision.author.display_name}`,
    }));
    const submit = (event: Event) => {
      event.preventDefault();
      void go(`/p/${page.id}/compare?from=${this.from}&to=${this.to}`);
    };
    return html`
      <form class="s-compare-form" @submit=${submit}>
        ${choiceField({ id: 'from', label: t('compare.from'), value: this.from, choices, change: (v) => (this.from = v) })}
        ${choiceField({ id: 'to', label: t('compare.to'), value: this.to, choices, change: (v) => (this.to = v) })}
        ${button(t('compare.submit'), undefined, { submit: true })}
      </form>`;
  }

  protected override content(data: History) {
    const { page, list, next } = data;
    return html`
      <div class="s-page">
        ${breadcrumbs([
          { href: `/s/${page.space.slug}`, title: page.space.title },
          { href: `/p/${page.id}`, title: page.title },
        ])}
        <h1 class="kern-heading-large" tabindex="-1">${t('history.title', { page: page.title })}</h1>
        ${this.compareForm(data)}
        <ul class="s-rows">
          ${list.map((revision, i) => this.row(revision, list[i + 1]))}
        </ul>
        ${next ? button(t('form.more'), () => this.more()) : nothing}
      </div>`;
  }
}
