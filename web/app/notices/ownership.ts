// Pages that lost whoever was responsible (verwaiste Seiten), for those who can name somebody else; numbers for the rest.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { nameOf } from '../access/words';
import { page as readPage } from '../core/api';
import { count, t } from '../core/i18n';
import { me } from '../core/session';
import { View } from '../core/view';
import { ownerDialog } from '../dialogs/owner';
import { button, empty } from '../widgets/parts';
import * as api from './api';

interface Ownership {
  list: api.OrphanedPage[];
  next: string | null;
  report: api.OrphansInSpace[];
}

@customElement('s-ownership')
export class OwnershipView extends View<Ownership> {
  protected override async load(signal: AbortSignal): Promise<Ownership> {
    const [{ items, next }, report] = await Promise.all([
      api.orphanedPages(null, signal),
      me()?.abilities.see_ownership ? api.ownershipReport(signal) : Promise.resolve([]),
    ]);
    return { list: items, next, report };
  }

  protected override name(): string {
    return t('ownership.title');
  }

  private async more(): Promise<void> {
    const { list, next, report } = this.data!;
    const more = await api.orphanedPages(next, this.stop.signal);
    this.data = { list: [...list, ...more.items], next: more.next, report };
  }

  private async change(orphan: api.OrphanedPage): Promise<void> {
    if (await ownerDialog(await readPage(orphan.page))) await this.reload();
  }

  private report(report: api.OrphansInSpace[]) {
    return html`
      <section class="s-section" aria-labelledby="ownership-report">
        <h2 class="kern-heading-medium" id="ownership-report">${t('ownership.report')}</h2>
        <ul class="s-rows">
          ${report.map(
            (row) => html`<li class="s-rows__row">
              <div>
                <span class="s-rows__title">${row.space_title}</span>
                <p class="s-meta">${count('ownership.pages', row.pages)}</p>
              </div>
            </li>`,
          )}
        </ul>
      </section>`;
  }

  protected override content({ list, next, report }: Ownership) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('ownership.title')}</h1>
        <p class="kern-body s-lead">${t('ownership.intro')}</p>
        ${list.length
          ? html`<ul class="s-rows">
              ${list.map(
                (orphan) => html`<li class="s-rows__row">
                  <div>
                    <a class="s-rows__title" href="/p/${orphan.page}">${orphan.title}</a>
                    <p class="s-meta">${orphan.space_title} · ${t(`ownership.${orphan.loss}`, { name: nameOf(orphan.owner) })}</p>
                  </div>
                  <div class="s-actions">${button(t('ownership.change'), () => this.change(orphan), { small: true })}</div>
                </li>`,
              )}
            </ul>`
          : empty(t('ownership.none'))}
        ${next ? button(t('form.more'), () => this.more()) : nothing} ${report.length ? this.report(report) : nothing}
      </div>`;
  }
}
