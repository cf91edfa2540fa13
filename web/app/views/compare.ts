// Two versions of a page line by line. Added and removed are told by sign, element and hidden words, not by colour alone.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { moment } from '../core/format';
import { t } from '../core/i18n';
import { go } from '../core/router';
import type { Diff, DiffLine, Hunk, Page, Revision } from '../core/types';
import { View } from '../core/view';
import { restoreDialog } from '../dialogs/restore';
import { breadcrumbs, button, empty, notice } from '../widgets/parts';

interface Comparison {
  page: Page;
  diff: Diff;
}

const spans = (line: DiffLine) =>
  line.spans.map((span) => (span.changed ? html`<strong class="s-diff__word">${span.text}</strong>` : span.text));

const line = (line: DiffLine) => {
  if (line.kind === 'added')
    return html`<div class="s-diff__line s-diff__line--added"><span class="s-diff__sign" aria-hidden="true">+</span><span class="kern-sr-only">${t('compare.added')}</span><ins>${spans(line)}</ins></div>`;
  if (line.kind === 'removed')
    return html`<div class="s-diff__line s-diff__line--removed"><span class="s-diff__sign" aria-hidden="true">−</span><span class="kern-sr-only">${t('compare.removed')}</span><del>${spans(line)}</del></div>`;
  return html`<div class="s-diff__line"><span class="s-diff__sign" aria-hidden="true"> </span><span>${spans(line)}</span></div>`;
};

@customElement('s-compare')
export class CompareView extends View<Comparison> {
  protected override async load(signal: AbortSignal): Promise<Comparison> {
    const id = this.match.params.id;
    const asked = this.match.query;
    const page = await api.page(id, signal);
    const to = asked.get('to') ?? page.revision ?? '';
    const from = asked.get('from') ?? (await this.predecessor(id, to, signal));
    return { page, diff: await api.diff(id, from, to, signal) };
  }

  private async predecessor(id: string, revision: string, signal: AbortSignal): Promise<string> {
    const { items } = await api.revisions(id, null, signal);
    const at = items.findIndex((item) => item.revision === revision);
    return items[at + 1]?.revision ?? revision;
  }

  protected override name({ page }: Comparison): string {
    return t('compare.title', { page: page.title });
  }

  private version(heading: string, revision: Revision) {
    return html`
      <div>
        <dt>${heading}</dt>
        <dd>
          <a href="/p/${this.data!.page.id}/revisions/${revision.revision}">${t('page.version', { n: revision.number })}</a>
          <p class="s-meta">${moment(revision.at)} · ${revision.author.display_name}</p>
          ${revision.comment ? html`<p class="s-meta">${revision.comment}</p>` : nothing}
        </dd>
      </div>`;
  }

  private hunk(hunk: Hunk, i: number) {
    return html`
      <section class="s-diff" aria-labelledby="hunk-${i}">
        <h2 class="s-diff__head" id="hunk-${i}">${t('compare.lines', { n: hunk.to_line })}</h2>
        ${hunk.lines.map(line)}
      </section>`;
  }

  private titleChange({ title }: Diff) {
    if (title.from === title.to) return nothing;
    const whole = (kind: 'removed' | 'added', text: string) => line({ kind, spans: [{ text, changed: false }] });
    return html`<section class="s-diff" aria-labelledby="title-change">
      <h2 class="s-diff__head" id="title-change">${t('compare.page_title')}</h2>
      ${whole('removed', title.from)} ${whole('added', title.to)}
    </section>`;
  }

  private async restore(revision: Revision): Promise<void> {
    const { page } = this.data!;
    if (await restoreDialog(page, revision.revision, revision.number)) await go(`/p/${page.id}`);
  }

  protected override content({ page, diff }: Comparison) {
    const none = diff.hunks.length === 0 && diff.title.from === diff.title.to;
    return html`
      <div class="s-page">
        ${breadcrumbs([
          { href: `/s/${page.space.slug}`, title: page.space.title },
          { href: `/p/${page.id}`, title: page.title },
          { href: `/p/${page.id}/history`, title: t('page.history') },
        ])}
        <h1 class="kern-heading-large" tabindex="-1">${t('compare.title', { page: page.title })}</h1>
        <dl class="s-versions">
          ${this.version(t('compare.from'), diff.from)} ${this.version(t('compare.to'), diff.to)}
        </dl>
        ${page.abilities.edit && diff.from.revision !== page.revision
          ? button(t('compare.restore', { n: diff.from.number }), () => this.restore(diff.from), { small: true })
          : nothing}
        ${diff.truncated ? notice('info', t('compare.truncated')) : nothing}
        ${this.titleChange(diff)}
        ${none ? empty(t('compare.none'), t('compare.none_help')) : diff.hunks.map((hunk, i) => this.hunk(hunk, i))}
      </div>`;
  }
}
