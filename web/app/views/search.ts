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
import type { Facets, Hit, SearchResult, Space } from '../core/types';
import { View } from '../core/view';
import { chosenFilters, facetPanel } from '../search/facets';
import { choiceField, textField } from '../widgets/fields';
import { button, empty, notice, skeleton, snippet } from '../widgets/parts';

const tips = () => html`
  <ul>
    <li>${t('search.try_spelling')}</li>
    <li>${t('search.try_fewer')}</li>
    <li>${t('search.try_wider')}</li>
  </ul>`;

@customElement('s-search')
export class SearchView extends View<Space[]> {
  @state() private words: api.SearchWords = { q: '' };
  @state() private result?: SearchResult;
  @state() private facets?: Facets;
  @state() private refusal?: Problem;
  @state() private busy = false;
  private asked?: AbortController;

  protected override async load(signal: AbortSignal): Promise<Space[]> {
    const asked = this.match.query;
    const value = (name: string) => asked.get(name) ?? '';
    this.words = { q: value('q'), space: value('space'), label: value('label'), year: value('year') };
    const spaces = await api.spaces(signal);
    void this.search();
    return spaces;
  }

  protected override name(): string {
    return this.words.q ? t('search.title_for', { words: this.words.q }) : t('search.title');
  }

  private async search(): Promise<void> {
    this.asked?.abort();
    if (!this.words.q.trim() && !this.words.label?.trim()) return void (this.result = undefined);
    const asked = (this.asked = new AbortController());
    this.busy = true;
    this.refusal = undefined;
    try {
      this.result = await api.search(this.words, null, asked.signal);
      announce(this.total());
      void this.countPlaces(asked.signal);
    } catch (error) {
      if (!asked.signal.aborted) this.refusal = asProblem(error);
    } finally {
      if (this.asked === asked) this.busy = false;
    }
  }

  // After the hits, which are worth reading without the counts. The old counts stay until then, and with them the focus.
  private async countPlaces(signal: AbortSignal): Promise<void> {
    try {
      this.facets = await api.searchFacets(this.words, signal);
    } catch {
      if (!signal.aborted) this.facets = undefined;
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

  private narrow(change: Partial<api.SearchWords>): void {
    this.set(change);
    this.submit();
  }

  // The button goes with its filter, so the focus goes to the top of the view.
  private widen(change: Partial<api.SearchWords>): void {
    this.narrow(change);
    this.querySelector<HTMLElement>('h1')?.focus();
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
          change: (space) => this.narrow({ space }),
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

  private hit(hit: Hit) {
    const at = (anchor: string) => (anchor ? `/p/${hit.page}#${anchor}` : `/p/${hit.page}`);
    const heading = hit.heading && hit.heading !== hit.title ? ` › ${hit.heading}` : '';
    return html`
      <li class="s-hit">
        <h3><a href=${at(hit.anchor)}>${hit.title}</a></h3>
        <p class="s-meta">${hit.space_title}${heading} · ${day(hit.changed_at)}</p>
        ${snippet(hit.snippet)}
        ${hit.more.length
          ? html`<p class="s-hit__more">
              ${t('search.more_places')}
              ${hit.more.map(({ anchor, heading }) => html`<a href=${at(anchor)}>${heading || hit.title}</a>`)}
            </p>`
          : nothing}
      </li>`;
  }

  // What was done to find something, so that nobody wonders about the hits.
  private notes({ corrected, left_out, cut_short }: SearchResult) {
    const exactly = `"${this.words.q.replaceAll('"', '')}"`;
    return html`
      ${corrected
        ? html`<p>
            ${t('search.corrected', { words: corrected })}
            <a href="/search${query({ ...this.words, q: exactly })}">${t('search.exactly', { words: this.words.q })}</a>
          </p>`
        : nothing}
      ${left_out.length ? html`<p>${t('search.left_out', { words: left_out.map((word) => t('search.quoted', { word })).join(', ') })}</p>` : nothing}
      ${cut_short ? html`<p>${t('search.cut_short')}</p>` : nothing}`;
  }

  private results() {
    if (this.refusal) return notice('danger', problemText(this.refusal), undefined, 'alert');
    if (!this.result) return this.busy ? skeleton() : empty(t('search.start'), t('search.start_help'));
    if (!this.result.hits.length) return html`${this.notes(this.result)} ${empty(t('search.none'), tips())}`;
    return html`
      <div class="s-results">
        <section aria-labelledby="hits" aria-busy=${String(this.busy)}>
          <h2 class="s-meta" id="hits">${this.total()}</h2>
          ${this.notes(this.result)}
          <ol class="s-hits">
            ${this.result.hits.map((hit) => this.hit(hit))}
          </ol>
          ${this.result.next ? button(t('form.more'), () => this.more()) : nothing}
        </section>
        ${this.facets ? facetPanel(this.facets, this.words, (change) => this.narrow(change)) : nothing}
      </div>`;
  }

  protected override content(spaces: Space[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('search.title')}</h1>
        ${this.form(spaces)}
        <p><a href="/help#search">${t('search.help')}</a></p>
        ${chosenFilters(this.words, spaces, (change) => this.widen(change))} ${this.results()}
      </div>`;
  }
}
