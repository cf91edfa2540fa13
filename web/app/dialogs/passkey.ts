// A new passkey gets a name, then the browser asks for finger, face or PIN.
import { html } from 'lit';
import { t } from '../core/i18n';
import { createPasskey } from '../core/passkey';
import { fieldText } from '../core/problem_text';
import { textField } from '../widgets/fields';
import { showRecoveryCodes } from './enrol';
import { formDialog } from './form';

export async function passkeyDialog(): Promise<boolean> {
  let label = '';
  let codes: string[] = [];
  const done = await formDialog({
    title: t('passkey.title'),
    submit: t('passkey.submit'),
    body: (problem, renew) => html`
      <p class="kern-body">${t('passkey.text')}</p>
      ${textField({
        id: 'passkey-label',
        label: t('token.label'),
        hint: t('passkey.label_hint'),
        required: true,
        maxlength: 100,
        value: label,
        error: fieldText(problem, '/label'),
        change: (value) => ((label = value), renew()),
      })}`,
    send: async () => {
      codes = await createPasskey(label.trim());
    },
  });
  if (codes.length) await showRecoveryCodes(codes);
  return done;
}
