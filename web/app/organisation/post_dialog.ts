import { html } from 'lit';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { tell } from '../core/status';
import { formDialog } from '../dialogs/form';
import { areaField, checkField, textField } from '../widgets/fields';
import * as api from './api';
import type { Post, Unit } from './types';

export async function postDialog(unit: Unit, change: Post | null): Promise<boolean> {
  const input: api.PostInput = change
    ? { name: change.name, tasks: change.tasks, leads: change.leads }
    : { name: '', tasks: '', leads: false };
  const done = await formDialog({
    title: change ? t('post.change_title', { name: change.name }) : t('post.add'),
    submit: change ? t('form.save') : t('post.add_submit'),
    body: (problem, renew) => html`
      ${textField({
        id: 'post-name',
        label: t('post.name'),
        hint: t('post.name_hint'),
        value: input.name,
        required: true,
        maxlength: 200,
        error: fieldText(problem, '/name'),
        change: (value) => ((input.name = value), renew()),
      })}
      ${areaField({
        id: 'post-tasks',
        label: t('post.tasks'),
        hint: t('post.tasks_hint'),
        optional: true,
        value: input.tasks,
        error: fieldText(problem, '/tasks'),
        change: (value) => ((input.tasks = value), renew()),
      })}
      ${checkField('post-leads', t('post.leads'), input.leads, (on) => ((input.leads = on), renew()))}`,
    send: () => (change ? api.changePost(change.id, input) : api.createPost(unit.id, input)),
  });
  if (done) tell(t('form.saved'));
  return done;
}
