// What is known about a page besides its text: labels, owner, review date, properties.
import { html, nothing } from 'lit';
import { day } from '../core/format';
import { count, t } from '../core/i18n';
import type { Page } from '../core/types';
import { badge } from './parts';

export const overdue = (review_on: string, today = new Date()): boolean =>
  review_on < new Date(today.getTime() - today.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

const responsible = (page: Page) =>
  page.owner || page.review_on
    ? html`<p class="s-meta">
        ${page.owner ? t('page.owner', { name: page.owner.display_name ?? '' }) : nothing}
        ${page.owner && page.review_on ? ' · ' : nothing}
        ${page.review_on ? t('page.review_on', { day: day(page.review_on) }) : nothing}
        ${page.review_on && overdue(page.review_on) ? badge(t('page.review_due'), 'warning') : nothing}
      </p>`
    : nothing;

const labels = (page: Page) =>
  page.labels.length
    ? html`<p class="kern-sr-only">${t('page.labels')}</p>
        <ul class="s-labels">
        ${page.labels.map(
          (label) =>
            html`<li>
              <a href="/search?label=${encodeURIComponent(label)}&space=${encodeURIComponent(page.space.slug)}">${label}</a>
            </li>`,
        )}
      </ul>`
    : nothing;

const properties = (page: Page) =>
  page.properties.length
    ? html`<details class="s-details">
        <summary>${count('page.properties', page.properties.length)}</summary>
        <dl class="s-properties">
          ${page.properties.map(({ key, value }) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}
        </dl>
      </details>`
    : nothing;

export const pageFacts = (page: Page) => html`${responsible(page)} ${labels(page)} ${properties(page)}`;
