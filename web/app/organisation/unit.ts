// A unit: who leads it, which posts it has with which tasks, who belongs to it, and what will change on which day.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { day } from '../core/format';
import { asProblem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { go } from '../core/router';
import { tell } from '../core/status';
import { View } from '../core/view';
import { ask } from '../widgets/ask';
import { badge, breadcrumbs, button, empty } from '../widgets/parts';
import * as api from './api';
import { membership, peopleDialog } from './people_dialog';
import { postDialog } from './post_dialog';
import { unitName, type Holder, type Post, type Unit, type UnitPlan } from './types';
import { unitDialog } from './unit_dialog';

const span = ({ valid_from, valid_to }: { valid_from: string; valid_to: string | null }): string => {
  const today = new Date().toISOString().slice(0, 10);
  if (valid_from > today) return valid_to ? t('unit.from_to', { from: day(valid_from), to: day(valid_to) }) : t('unit.from', { from: day(valid_from) });
  if (!valid_to) return '';
  return valid_to < today ? t('unit.ended', { to: day(valid_to) }) : t('unit.until', { to: day(valid_to) });
};

@customElement('s-unit')
export class UnitView extends View<Unit> {
  protected override load(signal: AbortSignal): Promise<Unit> {
    return api.unit(this.match.params.id, signal);
  }

  protected override name(unit: Unit): string {
    return unitName(unit);
  }

  private async afterwards(dialog: Promise<unknown>): Promise<void> {
    if (await dialog) await this.reload();
  }

  private async sure(title: string, text: string, act: () => Promise<unknown>): Promise<void> {
    const answer = await ask(title, text, [
      { value: 'yes', text: t('grants.remove'), kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (answer !== 'yes') return;
    try {
      await act();
      await this.reload();
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async addBelow(unit: Unit): Promise<void> {
    const made = await unitDialog(null, unit.id);
    if (made) await go(`/units/${made.id}`);
  }

  private holders(post: Post): Promise<boolean> {
    return peopleDialog({
      title: t('post.holders_title', { name: post.name }),
      list: 'holders',
      rows: post.holders,
      dated: true,
      roles: true,
      send: (rows) =>
        api.changeHolders(
          post.id,
          rows.map((row) => ({ ...membership(row), role: row.role ?? 'holder', ...(row.role === 'deputy' ? { scope: row.scope } : {}) })),
        ),
    });
  }

  private members(unit: Unit): Promise<boolean> {
    return peopleDialog({
      title: t('unit.members_title', { name: unitName(unit) }),
      list: 'members',
      rows: unit.members,
      dated: true,
      roles: false,
      send: (rows) => api.changeMembers(unit.id, rows.map(membership)),
    });
  }

  private holder(holder: Holder) {
    const when = span(holder);
    const who = html`<a href="/people/${holder.person.id}">${holder.person.display_name}</a>`;
    const scope = holder.role === 'deputy' ? t(`post.part_${holder.scope}`) : '';
    const more = [scope, when].filter(Boolean).join(', ');
    return html`<li>${who}${more ? html` <span class="s-meta">(${more})</span>` : nothing}</li>`;
  }

  private post(post: Post, change: boolean) {
    return html`
      <li class="s-rows__row">
        <div>
          <h3 class="s-rows__title">${post.name}</h3>
          ${post.leads ? badge(t('post.leading')) : nothing}
          ${post.tasks ? html`<p class="s-meta s-lines">${post.tasks}</p>` : nothing}
          ${post.holders.length
            ? html`<ul class="s-plain">
                ${post.holders.map((holder) => this.holder(holder))}
              </ul>`
            : html`<p class="s-meta">${t('post.vacant')}</p>`}
        </div>
        ${change
          ? html`<div class="s-actions">
              ${button(t('post.holders'), () => this.afterwards(this.holders(post)), { small: true })}
              ${button(t('post.change'), () => this.afterwards(postDialog(this.data!, post)), { small: true, kind: 'tertiary' })}
              ${button(
                t('grants.remove'),
                () => this.sure(t('post.remove_title', { name: post.name }), t('post.remove_text'), () => api.removePost(post.id)),
                { small: true, kind: 'tertiary' },
              )}
            </div>`
          : nothing}
      </li>`;
  }

  private plan(unit: Unit, plan: UnitPlan) {
    return html`<li class="s-rows__row">
      <div>
        <p class="s-rows__title">${t('unit.from', { from: day(plan.valid_from) })}</p>
        <p class="s-meta">${plan.active ? `${plan.type} ${unitName(plan)}` : t('unit.will_be_dissolved')}</p>
      </div>
      ${unit.abilities.change
        ? button(
            t('unit.drop_plan'),
            () => this.sure(t('unit.drop_plan'), t('unit.drop_plan_text'), () => api.dropPlan(unit.id, plan.valid_from)),
            { small: true, kind: 'tertiary' },
          )
        : nothing}
    </li>`;
  }

  private section(id: string, title: string, action: unknown, body: unknown) {
    return html`<section class="s-section" aria-labelledby=${id}>
      <div class="s-section__head"><h2 class="kern-heading-medium" id=${id}>${title}</h2>${action}</div>
      ${body}
    </section>`;
  }

  private head(unit: Unit) {
    const { change } = unit.abilities;
    return html`
      ${breadcrumbs([
        { href: '/organisation', title: t('organisation.title') },
        ...unit.above.map((one) => ({ href: `/units/${one.id}`, title: unitName(one) })),
      ])}
      <div class="s-section__head">
        <h1 class="kern-heading-large" tabindex="-1">${unitName(unit)}</h1>
        ${change ? button(t('unit.change'), () => this.afterwards(unitDialog(unit, null)), { small: true, icon: 'kern-icon--edit' }) : nothing}
      </div>
      <p class="s-meta">${unit.type}${unit.active ? nothing : html` · ${t('unit.inactive')}`}</p>`;
  }

  protected override content(unit: Unit) {
    const { change } = unit.abilities;
    const act = (text: string, doing: () => unknown) => (change ? button(text, doing, { small: true }) : nothing);
    return html`
      <div class="s-page">
        ${this.head(unit)}
        ${unit.planned.length
          ? this.section('planned', t('unit.planned'), nothing, html`<ul class="s-rows">${unit.planned.map((plan) => this.plan(unit, plan))}</ul>`)
          : nothing}
        ${this.section(
          'posts',
          t('unit.posts'),
          act(t('post.add'), () => this.afterwards(postDialog(unit, null))),
          unit.posts.length
            ? html`<ul class="s-rows">${unit.posts.map((post) => this.post(post, change))}</ul>`
            : empty(t('unit.no_posts')),
        )}
        ${this.section(
          'members',
          t('unit.members'),
          act(t('unit.change_members'), () => this.afterwards(this.members(unit))),
          unit.members.length
            ? html`<ul class="s-plain">
                ${unit.members.map(
                  (one) => html`<li><a href="/people/${one.person.id}">${one.person.display_name}</a> <span class="s-meta">${span(one)}</span></li>`,
                )}
              </ul>`
            : empty(t('unit.no_members'), t('unit.no_members_help')),
        )}
        ${this.section(
          'below',
          t('unit.below'),
          act(t('unit.add'), () => this.addBelow(unit)),
          unit.below.length
            ? html`<ul class="s-plain">
                ${unit.below.map((one) => html`<li><a href="/units/${one.id}">${unitName(one)}</a></li>`)}
              </ul>`
            : empty(t('unit.none_below')),
        )}
      </div>`;
  }
}
