import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { t } from '../core/i18n';
import type { BrokenLink, Space } from '../core/types';
import { View } from '../core/view';
import { breadcrumbs, button, empty } from '../widgets/parts';

interface Broken {
  space: Space;
  list: BrokenLink[];
  next: string | null;
}

@customElement('s-broken-links')
export class BrokenLinksView extends View<Broken> {
  protected override async load(signal: AbortSignal): Promise<Broken> {
    const slug = this.match.params.slug;
    const [space, { items, next }] = await Promise.all([api.space(slug, signal), api.brokenLinks(slug, null, signal)]);
    return { space, list: items, next };
  }

  protected override name({ space }: Broken): string {
    return t('broken.title', { space: space.title });
  }

  private async more(): Promise<void> {
    const { space, list, next } = this.data!;
    const more = await api.brokenLinks(space.slug, next, this.stop.signal);
    this.data = { space, list: [...list, ...more.items], next: more.next };
  }

  protected override content({ space, list, next }: Broken) {
    return html`
      <div class="s-page">
        ${breadcrumbs([{ href: `/s/${space.slug}`, title: space.title }])}
        <h1 class="kern-heading-large" tabindex="-1">${t('broken.title', { space: space.title })}</h1>
        <p class="kern-body s-lead">${t('broken.intro')}</p>
        ${list.length
          ? html`<ul class="s-rows">
              ${list.map(
                (link) => html`<li class="s-rows__row">
                  <div>
                    <a class="s-rows__title" href="/p/${link.page}">${link.title}</a>
                    <p class="s-meta">${t('broken.target')} <code>${link.target}</code></p>
                  </div>
                </li>`,
              )}
            </ul>`
          : empty(t('broken.none'), t('broken.none_help'))}
        ${next ? button(t('form.more'), () => this.more()) : nothing}
      </div>`;
  }
}
