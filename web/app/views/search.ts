// Searching with filters. The address always says what is shown, so that a search can be shared and come back to.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { day } from '../core/format';
import { asProblem, query, type Problem } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { noteAddress } from '../core/router';
import { announce } from '../core/status';
import type { Hit, SearchResult, Space } from '../core/types';
import { View } from '../core/view';
import { choiceField, textField } from '../widgets/fields';
import { button, empty, notice, skeleton, snippet } from '../widgets/parts';

@customElement('s-search')
export class SearchView extends View<Space[]> {
  @state() private words: api.SearchWords = { q: '' };
  @state() private result?: SearchResult;
  @state() private refusal?: Problem;
  @state() private busy = false;
  private asked?: AbortController;

  protected override async load(signal: AbortSignal): Promise<Space[]> {
    const asked = this.match.query;
    this.words = { q: asked.get('q') ?? '', space: asked.get('space') ?? '', label: asked.get('label') ?? '' };
    const spaces = await api.spaces(signal);
    void this.search();
    return spaces;
  }

  protected override name(): string {
    return this.words.q ? t('search.title_for', { words: this.words.q }) : t('search.title');
  }

  private async search(): Promise<void> {
    if (!this.words.q.trim() && !this.words.label?.trim()) return void (this.result = undefined);
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    this.busy = true;
    this.refusal = undefined;
    try {
      this.result = await api.search(this.words, null, asked.signal);
      announce(this.total());
    } catch (error) {
      if (!asked.signal.aborted) this.refusal = asProblem(error);
    } finally {
      if (this.asked === asked) this.busy = false;
    }
  }

  private async more(): Promise<void> {
    const before = this.result!;
    const more = await api.search(this.words, before.next, this.stop.signal);
    this.result = { ...more, hits: [...before.hits, ...more.hits] };
    announce(t('search.shown', { n: this.result.hits.length }));
  }

  private total(): string {
    const { total, total_is_exact } = this.result!;
    return total_is_exact ? count('search.hits', total) : t('search.about', { n: total });
  }

  private submit(event?: Event): void {
    event?.preventDefault();
    noteAddress(`/search${query({ ...this.words })}`);
    this.setTitle(this.name());
    void this.search();
  }

  private set(change: Partial<api.SearchWords>): void {
    this.words = { ...this.words, ...change };
  }

  private form(spaces: Space[]) {
    const all = [{ value: '', text: t('search.all_spaces') }];
    const choices = all.concat(spaces.map((space) => ({ value: space.slug, text: space.title })));
    return html`
      <form class="s-searchform" role="search" aria-label=${t('search.form')} @submit=${this.submit}>
        ${textField({ id: 'q', label: t('search.words'), type: 'search', value: this.words.q, change: (q) => this.set({ q }) })}
        ${choiceField({
          id: 'space',
          label: t('search.space'),
          value: this.words.space ?? '',
          choices,
          change: (space) => (this.set({ space }), this.submit()),
        })}
        ${textField({
          id: 'label',
          label: t('search.by_label'),
          optional: true,
          value: this.words.label ?? '',
          change: (label) => this.set({ label }),
        })}
        ${button(t('search.go'), undefined, { kind: 'primary', submit: true, icon: 'kern-icon--search' })}
      </form>`;
  }

  private hit(hit: Hit, spaces: Space[]) {
    const space = spaces.find((one) => one.slug === hit.space)?.title ?? hit.space;
    const target = hit.anchor ? `/p/${hit.page}#${hit.anchor}` : `/p/${hit.page}`;
    return html`
      <li class="s-hit">
        <h3><a href=${target}>${hit.title}</a></h3>
        <p class="s-meta">
          ${space}${hit.heading && hit.heading !== hit.title ? ` › ${hit.heading}` : ''} · ${day(hit.changed_at)}
        </p>
        ${snippet(hit.snippet)}
      </li>`;
  }

  private results(spaces: Space[]) {
    if (this.refusal) return notice('danger', problemText(this.refusal), undefined, 'alert');
    if (!this.result) return this.busy ? skeleton() : empty(t('search.start'), t('search.start_help'));
    if (!this.result.hits.length) return empty(t('search.none'), t('search.none_help'));
    return html`
      <section aria-labelledby="hits" aria-busy=${String(this.busy)}>
        <h2 class="s-meta" id="hits">${this.total()}</h2>
        <ol class="s-hits">
          ${this.result.hits.map((hit) => this.hit(hit, spaces))}
        </ol>
        ${this.result.next ? button(t('form.more'), () => this.more()) : nothing}
      </section>`;
  }

  protected override content(spaces: Space[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('search.title')}</h1>
        ${this.form(spaces)} ${this.results(spaces)}
      </div>`;
  }
}
