// What a space is called and who may do what in it.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import { levels, type Grant, type Level, type Person, type Space } from '../core/types';
import { View } from '../core/view';
import { areaField, choiceField, textField } from '../widgets/fields';
import { breadcrumbs, button, notice } from '../widgets/parts';
import '../widgets/person_picker';

interface Settings {
  space?: Space; // absent for administrators who may not read it
  title: string;
  grants: Grant[];
}

const nameOf = ({ principal }: Grant): string =>
  principal.kind === 'everyone' ? t('grants.everyone') : (principal.display_name ?? '');

@customElement('s-space-settings')
export class SpaceSettingsView extends View<Settings> {
  @state() private headline = '';
  @state() private description = '';
  @state() private grants: Grant[] = [];
  @state() private refusal?: Problem;
  @state() private grants_refusal?: Problem;

  protected override async load(signal: AbortSignal): Promise<Settings> {
    const slug = this.match.params.slug;
    const [space, grants] = await Promise.all([this.readable(slug, signal), api.grants(slug, signal)]);
    this.headline = space?.title ?? '';
    this.description = space?.description ?? '';
    this.grants = grants;
    const title = space?.title ?? (await api.allSpaces(signal)).find((one) => one.slug === slug)?.title ?? slug;
    return { space, title, grants };
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

  private async saveGrants(event: Event): Promise<void> {
    event.preventDefault();
    const list = this.grants.map(({ principal: { kind, id }, level }) => (id ? { kind, id, level } : { kind, level }));
    try {
      this.grants = await api.changeGrants(this.match.params.slug, list);
      this.grants_refusal = undefined;
      tell(t('form.saved'));
    } catch (error) {
      this.grants_refusal = asProblem(error);
    }
  }

  private add(principal: Grant['principal']): void {
    const known = this.grants.some((grant) => grant.principal.kind === principal.kind && (grant.principal.id ?? '') === (principal.id ?? ''));
    if (known) return announce(t('grants.known'));
    const grant: Grant = { principal, level: 'read' };
    this.grants = [...this.grants, grant];
    announce(t('grants.added', { name: nameOf(grant) }));
  }

  private drop(grant: Grant): void {
    this.grants = this.grants.filter((other) => other !== grant);
    announce(t('grants.removed', { name: nameOf(grant) }));
    this.querySelector<HTMLElement>('#grants-title')?.focus();
  }

  private grant(grant: Grant, i: number) {
    return html`
      <li class="s-rows__row s-grant">
        ${choiceField({
          id: `grant-${i}`,
          label: nameOf(grant),
          value: grant.level,
          choices: levels.map((level) => ({ value: level, text: t(`level.${level}`) })),
          change: (level) => {
            this.grants = this.grants.map((other) => (other === grant ? { ...grant, level: level as Level } : other));
          },
        })}
        <button type="button" class="kern-btn kern-btn--tertiary s-btn--small" @click=${() => this.drop(grant)}>
          <span class="kern-label">${t('grants.remove')}<span class="kern-sr-only"> ${nameOf(grant)}</span></span>
        </button>
      </li>`;
  }

  private grantsForm() {
    const everyone = this.grants.some((grant) => grant.principal.kind === 'everyone');
    return html`
      <form class="s-form" @submit=${this.saveGrants}>
        ${this.grants_refusal ? notice('danger', problemText(this.grants_refusal), undefined, 'alert') : nothing}
        <ul class="s-rows s-rows--wide">
          ${this.grants.map((grant, i) => this.grant(grant, i))}
        </ul>
        <s-person-picker
          .label=${t('grants.add')}
          .clears=${true}
          @chosen=${(event: CustomEvent<Person | null>) =>
            event.detail && this.add({ kind: 'person', ...event.detail })}
        ></s-person-picker>
        <div class="s-actions">
          ${button(t('grants.save'), undefined, { kind: 'primary', submit: true })}
          ${everyone ? nothing : button(t('grants.add_everyone'), () => this.add({ kind: 'everyone' }))}
        </div>
      </form>`;
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

  protected override content({ space, title }: Settings) {
    const above = space ? { href: `/s/${space.slug}`, title } : { href: '/admin/spaces', title: t('spaces.title') };
    return html`
      <div class="s-page s-page--narrow">
        ${breadcrumbs([above])}
        <h1 class="kern-heading-large" tabindex="-1">${t('settings.title', { space: title })}</h1>
        ${space?.abilities.manage ? this.nameForm() : notice('info', t('settings.foreign'))}
        <section class="s-section" aria-labelledby="grants-title">
          <h2 class="kern-heading-medium" id="grants-title" tabindex="-1">${t('grants.title')}</h2>
          <p class="kern-body">${t('grants.intro')}</p>
          ${this.grantsForm()}
        </section>
      </div>`;
  }
}
