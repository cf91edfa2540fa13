// Groups of people across units.
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { tell } from '../core/status';
import { View } from '../core/view';
import { formDialog } from '../dialogs/form';
import * as api from '../organisation/api';
import { peopleDialog } from '../organisation/people_dialog';
import type { GroupRef } from '../organisation/types';
import { ask } from '../widgets/ask';
import { areaField, textField } from '../widgets/fields';
import { button, empty } from '../widgets/parts';
import { adminNav } from './nav';

async function groupDialog(change: GroupRef | null): Promise<boolean> {
  let name = change?.name ?? '';
  let description = change?.description ?? '';
  const done = await formDialog({
    title: change ? t('groups.change_title', { name: change.name }) : t('groups.add'),
    submit: change ? t('form.save') : t('groups.add_submit'),
    body: (problem, renew) => html`
      ${textField({
        id: 'group-name',
        label: t('groups.name'),
        value: name,
        required: true,
        maxlength: 200,
        error: fieldText(problem, '/name'),
        change: (value) => ((name = value), renew()),
      })}
      ${areaField({
        id: 'group-description',
        label: t('spaces.description'),
        optional: true,
        value: description,
        error: fieldText(problem, '/description'),
        change: (value) => ((description = value), renew()),
      })}`,
    send: () => (change ? api.changeGroup(change.id, name, description) : api.createGroup(name, description)),
  });
  if (done) tell(t('form.saved'));
  return done;
}

@customElement('s-groups')
export class GroupsView extends View<GroupRef[]> {
  protected override load(signal: AbortSignal): Promise<GroupRef[]> {
    return api.groups(signal);
  }

  protected override name(): string {
    return t('groups.title');
  }

  private async afterwards(dialog: Promise<boolean>): Promise<void> {
    if (await dialog) await this.reload();
  }

  private async members(group: GroupRef): Promise<boolean> {
    const { members } = await api.group(group.id);
    return peopleDialog({
      title: t('groups.members_title', { name: group.name }),
      list: 'members',
      rows: members.map((person) => ({ person })),
      dated: false,
      roles: false,
      send: (rows) => api.changeGroupMembers(group.id, rows.map(({ person }) => person.id)),
    });
  }

  private async dissolve(group: GroupRef): Promise<void> {
    const answer = await ask(t('groups.remove_title', { name: group.name }), t('groups.remove_text'), [
      { value: 'yes', text: t('grants.remove'), kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (answer !== 'yes') return;
    try {
      await api.removeGroup(group.id);
      await this.reload();
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private row(group: GroupRef) {
    return html`<li class="s-rows__row">
      <div>
        <h2 class="s-rows__title">${group.name}</h2>
        <p class="s-meta">${count('unit.people', group.people)}${group.description ? html` · ${group.description}` : nothing}</p>
      </div>
      <div class="s-actions">
        ${button(t('groups.members'), () => this.afterwards(this.members(group)), { small: true })}
        ${button(t('people.change'), () => this.afterwards(groupDialog(group)), { small: true, kind: 'tertiary' })}
        ${button(t('grants.remove'), () => this.dissolve(group), { small: true, kind: 'tertiary' })}
      </div>
    </li>`;
  }

  protected override content(groups: GroupRef[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('admin.title')}</h1>
        ${adminNav('groups')}
        <div class="s-actions">
          ${button(t('groups.add'), () => this.afterwards(groupDialog(null)), { kind: 'primary', icon: 'kern-icon--add' })}
        </div>
        ${groups.length
          ? html`<ul class="s-rows">
              ${groups.map((group) => this.row(group))}
            </ul>`
          : empty(t('groups.none'), t('groups.none_help'))}
      </div>`;
  }
}
