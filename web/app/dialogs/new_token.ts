// A personal access token: what it may do and until when; shown exactly once.
import { html } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import type { Scope } from '../core/types';
import { choiceField, textField } from '../widgets/fields';
import { formDialog } from './form';
import { showOnce } from './once';

const days_usual = 90;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export async function newTokenDialog(): Promise<boolean> {
  let label = '';
  let scope: Scope = 'read';
  let expires_on = inDays(days_usual);
  let token = '';
  const made = await formDialog({
    title: t('token.title'),
    submit: t('token.submit'),
    body: (problem, renew) => html`
      ${textField({
        id: 'token-label',
        label: t('token.label'),
        hint: t('token.label_hint'),
        required: true,
        value: label,
        error: fieldText(problem, '/label'),
        change: (value) => ((label = value), renew()),
      })}
      ${choiceField({
        id: 'token-scope',
        label: t('token.scope'),
        value: scope,
        choices: (['read', 'write'] as const).map((value) => ({ value, text: t(`token.scope_${value}`) })),
        change: (value) => ((scope = value as Scope), renew()),
      })}
      ${textField({
        id: 'token-expires',
        label: t('token.expires'),
        hint: t('token.expires_hint'),
        type: 'date',
        optional: true,
        value: expires_on,
        error: fieldText(problem, '/expires_on'),
        change: (value) => ((expires_on = value), renew()),
      })}`,
    send: async () => {
      token = (await api.createToken(label.trim(), scope, expires_on || null)).token;
    },
  });
  if (made)
    await showOnce({ title: t('token.made'), warning: t('token.once'), label: t('token.value'), value: token });
  return made;
}
