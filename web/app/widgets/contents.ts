// Table of contents of a page: beside the text where there is room, else folded above it.
import { html, nothing } from 'lit';
import { t } from '../core/i18n';
import type { TocEntry } from '../core/types';

const shown_from = 3;
const shown_to = 200;

function list(toc: TocEntry[]) {
  const top = Math.min(...toc.map((entry) => entry.level));
  const depth = toc.length > 60 ? 1 : 2;
  const shown = toc.filter((entry) => entry.level - top < depth).slice(0, shown_to);
  return html`
    <ul class="s-toc">
      ${shown.map((entry) => html`<li data-depth=${entry.level - top}><a href="#${entry.id}">${entry.title}</a></li>`)}
    </ul>`;
}

export const contents = (toc: TocEntry[]) =>
  toc.length < shown_from
    ? nothing
    : html`<nav class="s-reading__toc" aria-labelledby="s-toc-title">
        <p class="s-toc__title" id="s-toc-title">${t('page.contents')}</p>
        ${list(toc)}
      </nav>`;

export const contentsInline = (toc: TocEntry[]) =>
  toc.length < shown_from
    ? nothing
    : html`<details class="s-details s-toc-inline">
        <summary>${t('page.contents')}</summary>
        ${list(toc)}
      </details>`;
