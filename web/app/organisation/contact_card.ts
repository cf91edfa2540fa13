import { html, nothing } from 'lit';
import { t } from '../core/i18n';
import { unitName, type Contact } from './types';

// Where somebody belongs, what they do and how to reach them.
export const contactFacts = (contact: Contact) => html`
  ${contact.posts.map(
    (post) => html`<p class="kern-body kern-body--small">
      ${post.role === 'deputy' ? t('contact.deputy', { post: post.name }) : post.name},
      <a href="/units/${post.unit.id}">${unitName(post.unit)}</a>
    </p>`,
  )}
  ${contact.units
    .filter((unit) => !contact.posts.some((post) => post.role === 'holder' && post.unit.id === unit.id))
    .map((unit) => html`<p class="kern-body kern-body--small"><a href="/units/${unit.id}">${unitName(unit)}</a></p>`)}
  <dl class="s-contact">
    ${contact.phone
      ? html`<dt>${t('contact.phone')}</dt><dd><a href="tel:${contact.phone.replace(/[^+\d]/g, '')}">${contact.phone}</a></dd>`
      : nothing}
    ${contact.room ? html`<dt>${t('contact.room')}</dt><dd>${contact.room}</dd>` : nothing}
    ${contact.email
      ? html`<dt>${t('contact.email')}</dt><dd><a href="mailto:${contact.email}">${contact.email}</a></dd>`
      : nothing}
  </dl>`;

export const contactCard = (contact: Contact) => html`
  <article class="kern-card kern-card--small">
    <div class="kern-card__container">
      <header class="kern-card__header">
        <h3 class="kern-title kern-title--small"><a href="/people/${contact.id}">${contact.display_name}</a></h3>
      </header>
      <section class="kern-card__body">${contactFacts(contact)}</section>
    </div>
  </article>`;
