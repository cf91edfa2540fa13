// Asking for break-glass (Notzugriff): nothing opens without a reason.
import { html } from 'lit';
import * as api from './api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { tell } from '../core/status';
import { formDialog } from '../dialogs/form';
import { areaField } from '../widgets/fields';

export async function breakGlassDialog(place: string): Promise<boolean> {
  let reason = '';
  const done = await formDialog({
    title: t('glass.title'),
    submit: t('glass.submit'),
    body: (problem, renew) => html`
      <p class="kern-body">${t('glass.text')}</p>
      ${areaField({
        id: 'glass-reason',
        label: t('glass.reason'),
        hint: t('glass.reason_hint'),
        value: reason,
        error: fieldText(problem, '/reason'),
        change: (value) => ((reason = value), renew()),
      })}`,
    send: () => api.breakGlass(place, reason),
  });
  if (done) tell(t('glass.done'));
  return done;
}
