// Where the hits of a search lie, beside them: choosing one narrows the search, choosing it again widens it.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SearchWords } from '../core/api';
import { count, t, type TextKey } from '../core/i18n';
import type { Facet, Facets, Space } from '../core/types';

type Field = 'space' | 'label' | 'year';
const kinds: [Field, keyof Omit<Facets, 'exact'>, TextKey][] = [
  ['space', 'spaces', 'search.space'],
  ['label', 'labels', 'search.by_label'],
  ['year', 'years', 'search.year'],
];
const shown_max = 8;
type Choose = (change: Partial<SearchWords>) => void;

export function facetPanel(facets: Facets, words: SearchWords, choose: Choose) {
  const choice = (field: Field, { value, title, pages }: Facet) => {
    const chosen = words[field] === value;
    return html`<li>
      <button
        type="button"
        class="s-facet"
        aria-pressed=${String(chosen)}
        @click=${() => choose({ [field]: chosen ? '' : value })}
      >
        <span>${title}</span><span class="s-meta">${count('search.hits', pages)}</span>
      </button>
    </li>`;
  };
  const groups = kinds.filter(([field, list]) => facets[list].length > 1 || words[field]);
  if (!groups.length) return nothing;
  return html`
    <details class="s-facets" ?open=${matchMedia('(min-width: 1000px)').matches}>
      <summary>${t('search.narrow')}</summary>
      ${groups.map(
        ([field, list, title]) => html`
          <h3 class="s-facets__title" id="facet-${field}">${t(title)}</h3>
          <ul aria-labelledby="facet-${field}">
            ${repeat(facets[list].slice(0, shown_max), ({ value }) => value, (facet) => choice(field, facet))}
          </ul>`,
      )}
      ${facets.exact ? nothing : html`<p class="s-meta">${t('search.facets_of_best')}</p>`}
    </details>`;
}

// Above the hits, and above "nothing found", so that every way in has a way out.
export function chosenFilters(words: SearchWords, spaces: Space[], choose: Choose) {
  const chosen = kinds.filter(([field]) => words[field]);
  if (!chosen.length) return nothing;
  const shown = (field: Field) => spaces.find(({ slug }) => field === 'space' && slug === words.space)?.title ?? words[field]!;
  return html`
    <ul class="s-chosen" aria-label=${t('search.chosen')}>
      ${chosen.map(
        ([field, , title]) => html`<li>
          ${t(title)}: ${shown(field)}
          <button type="button" class="s-link" @click=${() => choose({ [field]: '' })}>
            ${t('search.remove')}<span class="kern-sr-only"> ${t(title)}</span>
          </button>
        </li>`,
      )}
    </ul>`;
}
