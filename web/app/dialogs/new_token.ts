// A personal access token is shown exactly once, right after it was made.
import { html } from 'lit';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { announce } from '../core/status';
import { Dialog } from '../widgets/dialog';
import { textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';
import { formDialog } from './form';

export async function newTokenDialog(): Promise<boolean> {
  let label = '';
  let expires_on = '';
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
      ${textField({
        id: 'token-expires',
        label: t('token.expires'),
        type: 'date',
        optional: true,
        value: expires_on,
        error: fieldText(problem, '/expires_on'),
        change: (value) => ((expires_on = value), renew()),
      })}`,
    send: async () => {
      token = (await api.createToken(label.trim(), expires_on || undefined)).token;
    },
  });
  if (made) await showOnce(token);
  return made;
}

async function showOnce(token: string): Promise<void> {
  const copy = async (field: HTMLInputElement) => {
    field.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(token);
    else document.execCommand('copy'); // without TLS there is no clipboard interface
    announce(t('token.copied'));
  };
  const dialog = new Dialog((self) => ({
    title: t('token.made'),
    body: html`
      ${notice('warning', t('token.once'))}
      <div class="kern-form-input">
        <label class="kern-label" for="token">${t('token.value')}</label>
        <input class="kern-form-input__input s-mono" id="token" readonly .value=${token} />
      </div>`,
    footer: html`
      ${button(t('token.copy'), () => copy(self.element.querySelector('#token')!), {
        kind: 'primary',
        icon: 'kern-icon--content-copy',
      })}
      ${button(t('dialog.close'), () => self.close())}`,
  }));
  await dialog.open().closed;
}
