// The start page: where may I read, and what changed there lately.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { recently } from '../core/format';
import { count, t } from '../core/i18n';
import { me } from '../core/session';
import type { Recent, Space } from '../core/types';
import { View } from '../core/view';
import { empty, linkButton } from '../widgets/parts';

interface Start {
  spaces: Space[];
  recent: Recent[];
}

@customElement('s-start')
export class StartView extends View<Start> {
  protected override async load(signal: AbortSignal): Promise<Start> {
    const [spaces, recent] = await Promise.all([api.spaces(signal), api.recent(15, signal)]);
    return { spaces, recent };
  }

  protected override name(): string {
    return t('start.title');
  }

  private card(space: Space) {
    return html`
      <li>
        <article class="kern-card kern-card--interactive kern-card--small">
          <div class="kern-card__container">
            <header class="kern-card__header">
              <h3 class="kern-title kern-title--small">
                <a class="kern-link--stretched" href="/s/${space.slug}">${space.title}</a>
              </h3>
            </header>
            <section class="kern-card__body">
              ${space.description ? html`<p class="kern-body kern-body--small">${space.description}</p>` : nothing}
              <p class="kern-body kern-body--small kern-body--muted">${count('space.pages', space.pages)}</p>
            </section>
          </div>
        </article>
      </li>`;
  }

  private change(change: Recent) {
    return html`
      <li class="s-rows__row">
        <div>
          <a class="s-rows__title" href="/p/${change.page}">${change.title}</a>
          <p class="s-meta">
            ${change.space_title} · ${change.changed_by.display_name}${change.comment
              ? html` · <q>${change.comment}</q>`
              : nothing}
          </p>
        </div>
        <time class="s-meta" datetime=${change.changed_at}>${recently(change.changed_at)}</time>
      </li>`;
  }

  protected override content({ spaces, recent }: Start) {
    const administer = me()?.abilities.administer;
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">
          ${t('start.greeting', { name: me()?.person.display_name ?? '' })}
        </h1>
        <section class="s-section" aria-labelledby="my-spaces">
          <div class="s-section__head">
            <h2 class="kern-heading-medium" id="my-spaces">${t('start.spaces')}</h2>
            ${me()?.abilities.create_space
              ? linkButton(t('start.create_space'), '/admin/spaces', { small: true, icon: 'kern-icon--add' })
              : nothing}
          </div>
          ${spaces.length
            ? html`<ul class="s-cards">
                ${spaces.map((space) => this.card(space))}
              </ul>`
            : empty(
                t('start.no_spaces'),
                administer ? html`<a href="/admin/spaces">${t('start.create_space')}</a>` : t('start.no_spaces_help'),
              )}
        </section>
        ${me()?.abilities.see_organisation
          ? html`<p class="kern-body"><a href="/organisation">${t('start.organisation')}</a></p>`
          : nothing}
        <section class="s-section" aria-labelledby="recent">
          <h2 class="kern-heading-medium" id="recent">${t('start.recent')}</h2>
          ${recent.length
            ? html`<ul class="s-rows">
                ${recent.map((change) => this.change(change))}
              </ul>`
            : empty(t('start.no_recent'), t('start.no_recent_help'))}
        </section>
      </div>`;
  }
}
