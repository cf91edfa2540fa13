// Where the hits of a search lie, beside them: choosing one narrows the search, choosing it again widens it.
import { html, nothing } from 'lit';
import type { SearchWords } from '../core/api';
import { count, t, type TextKey } from '../core/i18n';
import type { Facet, Facets } from '../core/types';

type Field = 'space' | 'label' | 'year';
const kinds: [Field, keyof Omit<Facets, 'exact'>, TextKey][] = [
  ['space', 'spaces', 'search.space'],
  ['label', 'labels', 'search.by_label'],
  ['year', 'years', 'search.year'],
];
const shown_max = 8;

export function facetPanel(facets: Facets, words: SearchWords, choose: (change: Partial<SearchWords>) => void) {
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
            ${facets[list].slice(0, shown_max).map((facet) => choice(field, facet))}
          </ul>`,
      )}
      ${facets.exact ? nothing : html`<p class="s-meta">${t('search.facets_of_best')}</p>`}
    </details>`;
}
