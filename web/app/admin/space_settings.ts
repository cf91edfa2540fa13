// What a space is called and who may do what in it.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Grant, Opening, Space } from '../core/types';
import { View } from '../core/view';
import { areaField, textField } from '../widgets/fields';
import { breadcrumbs, button, notice } from '../widgets/parts';
import * as access from '../access/api';
import { breakGlassDialog } from '../access/break_glass';
import { openingList, recentOpenings } from '../access/openings';
import { rehearsed } from '../access/rehearsal';
import '../access/grant_list';
import '../access/reach_list';
import '../access/why';

interface Settings {
  space?: Space; // absent for administrators who may not read it
  title: string;
  grants: Grant[];
  openings: Opening[];
}

@customElement('s-space-settings')
export class SpaceSettingsView extends View<Settings> {
  @state() private headline = '';
  @state() private description = '';
  @state() private refusal?: Problem;

  private get place(): string {
    return access.spacePlace(this.match.params.slug!);
  }

  protected override async load(signal: AbortSignal): Promise<Settings> {
    const slug = this.match.params.slug;
    const [space, grants, openings] = await Promise.all([
      this.readable(slug, signal),
      access.spaceGrants(slug, signal),
      access.openings(this.place, signal),
    ]);
    this.headline = space?.title ?? '';
    this.description = space?.description ?? '';
    const title = space?.title ?? (await api.allSpaces(signal)).find((one) => one.slug === slug)?.title ?? slug;
    return { space, title, grants, openings };
  }

  private async readable(slug: string, signal: AbortSignal): Promise<Space | undefined> {
    try {
      return await api.space(slug, signal);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }

  protected override name({ title }: Settings): string {
    return t('settings.title', { space: title });
  }

  private async saveName(event: Event): Promise<void> {
    event.preventDefault();
    try {
      await api.changeSpace(this.match.params.slug, this.headline.trim(), this.description.trim());
      this.refusal = undefined;
      forgetTrees();
      tell(t('form.saved'));
      await this.reload();
    } catch (error) {
      this.refusal = asProblem(error);
    }
  }

  private save = async (grants: Grant[]): Promise<boolean> => {
    const slug = this.match.params.slug!;
    const done = await rehearsed({
      title: t('rehearsal.title'),
      submit: t('grants.save'),
      rehearse: (cursor) => access.rehearseGrants(this.place, grants, cursor),
      act: () => access.changeSpaceGrants(slug, grants),
    });
    if (!done) return false;
    forgetTrees();
    tell(t('form.saved'));
    await this.reload();
    return true;
  };

  private async open(): Promise<void> {
    if (await breakGlassDialog(this.place)) await this.reload();
  }

  private foreign(space: Space | undefined) {
    return html`
      ${notice('info', t('settings.foreign'))}
      ${space ? nothing : html`<div class="s-actions">${button(t('glass.title'), () => this.open())}</div>`}`;
  }

  private nameForm() {
    return html`
        <form class="s-form" @submit=${this.saveName}>
          ${this.refusal && !this.refusal.errors.length
            ? notice('danger', problemText(this.refusal), undefined, 'alert')
            : nothing}
          ${textField({
            id: 'title',
            label: t('spaces.name'),
            value: this.headline,
            required: true,
            error: fieldText(this.refusal, '/title'),
            change: (value) => (this.headline = value),
          })}
          ${areaField({
            id: 'description',
            label: t('spaces.description'),
            optional: true,
            value: this.description,
            error: fieldText(this.refusal, '/description'),
            change: (value) => (this.description = value),
          })}
          ${button(t('form.save'), undefined, { kind: 'primary', submit: true })}
        </form>`;
  }

  protected override content({ space, title, grants, openings }: Settings) {
    const above = space ? { href: `/s/${space.slug}`, title } : { href: '/admin/spaces', title: t('spaces.title') };
    return html`
      <div class="s-page s-page--narrow">
        ${breadcrumbs([above])}
        <h1 class="kern-heading-large" tabindex="-1">${t('settings.title', { space: title })}</h1>
        ${openingList(recentOpenings(openings), () => void this.reload())}
        ${space?.abilities.manage ? this.nameForm() : this.foreign(space)}
        <section class="s-section" aria-labelledby="grants-title">
          <h2 class="kern-heading-medium" id="grants-title" tabindex="-1">${t('access.list')}</h2>
          <p class="kern-body">${t('grants.intro')}</p>
          <s-grant-list .saved=${grants} .save=${this.save}></s-grant-list>
        </section>
        <section class="s-section" aria-labelledby="reach-title">
          <h2 class="kern-heading-medium" id="reach-title">${t('grants.title')}</h2>
          <s-reach-list .place=${this.place} .version=${grants}></s-reach-list>
        </section>
        ${space?.abilities.manage ? html`<s-why .place=${this.place} .address=${`/s/${space.slug}`}></s-why>` : nothing}
      </div>`;
  }
}
