// People and units: the organisation as a tree, and the telephone book by name, post and task.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asProblem, query } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { go, noteAddress } from '../core/router';
import { me } from '../core/session';
import { announce, tell } from '../core/status';
import type { Id, Paged } from '../core/types';
import { View } from '../core/view';
import { textField } from '../widgets/fields';
import { button, empty, linkButton } from '../widgets/parts';
import * as api from './api';
import { contactCard } from './contact_card';
import { unitName, type Contact, type UnitNode } from './types';
import { unitDialog } from './unit_dialog';

const pause_ms = 250;

@customElement('s-organisation')
export class OrganisationView extends View<UnitNode[]> {
  @state() private words = '';
  @state() private found?: Paged<Contact>;
  private timer?: ReturnType<typeof setTimeout>;

  protected override async load(signal: AbortSignal): Promise<UnitNode[]> {
    this.words = this.match.query.get('q') ?? this.words;
    const units = await api.units(signal);
    // Without an organisation the people are all there is to show.
    if (this.words.trim() || !units.length) await this.search();
    return units;
  }

  protected override name(): string {
    return t('organisation.title');
  }

  private typed(words: string): void {
    this.words = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.search(), pause_ms);
  }

  private async search(): Promise<void> {
    const q = this.words.trim();
    noteAddress(`/organisation${query({ q })}`);
    if (!q && this.data?.length) return void (this.found = undefined);
    try {
      this.found = await api.contacts({ q }, null, this.stop.signal);
      announce(count('people.found', this.found.items.length));
    } catch (error) {
      if (!this.stop.signal.aborted) tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async more(): Promise<void> {
    const before = this.found!;
    const more = await api.contacts({ q: this.words.trim() }, before.next, this.stop.signal);
    this.found = { items: [...before.items, ...more.items], next: more.next };
  }

  private async add(): Promise<void> {
    const made = await unitDialog(null, null);
    if (made) await go(`/units/${made.id}`);
  }

  private branch(units: UnitNode[], parent: Id | null): TemplateResult | typeof nothing {
    const own = units.filter((unit) => unit.parent === parent);
    if (!own.length) return nothing;
    return html`<ul class="s-units">
      ${own.map(
        (unit) => html`<li>
          <a href="/units/${unit.id}">${unitName(unit)}</a>
          <span class="s-meta">${unit.type}${unit.people ? ` · ${count('unit.people', unit.people)}` : ''}</span>
          ${this.branch(units, unit.id)}
        </li>`,
      )}
    </ul>`;
  }

  private results(found: Paged<Contact>) {
    if (!found.items.length) return empty(t('people.none'), t('organisation.none_help'));
    return html`
      <ul class="s-cards">
        ${found.items.map((one) => html`<li>${contactCard(one)}</li>`)}
      </ul>
      ${found.next ? button(t('form.more'), () => this.more()) : nothing}`;
  }

  protected override content(units: UnitNode[]) {
    const organise = me()?.abilities.organise;
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('organisation.title')}</h1>
        <div role="search" class="s-form" aria-label=${t('organisation.search')}>
          ${textField({
            id: 'contact-words',
            label: t('organisation.words'),
            hint: t('organisation.words_hint'),
            type: 'search',
            value: this.words,
            change: (words) => this.typed(words),
          })}
        </div>
        ${this.found
          ? html`<section class="s-section" aria-labelledby="contacts">
              <h2 class="kern-heading-medium" id="contacts">${t('organisation.people')}</h2>
              ${this.results(this.found)}
            </section>`
          : nothing}
        <section class="s-section" aria-labelledby="units">
          <div class="s-section__head">
            <h2 class="kern-heading-medium" id="units">${t('organisation.units')}</h2>
            ${organise
              ? html`<div class="s-actions">
                  ${button(t('unit.add'), () => this.add(), { small: true, icon: 'kern-icon--add' })}
                  ${linkButton(t('groups.title'), '/admin/groups', { small: true })}
                  ${linkButton(t('admin.levels'), '/admin/levels', { small: true })}
                </div>`
              : nothing}
          </div>
          ${units.length
            ? this.branch(units, null)
            : empty(t('organisation.no_units'), organise ? t('organisation.no_units_admin') : nothing)}
        </section>
      </div>`;
  }
}
