// Before something dangerous the person shows once more who they are; what they were doing goes on afterwards.
import { html } from 'lit';
import * as api from '../core/api';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { confirmWithPasskey, passkeysPossible } from '../core/passkey';
import { fieldText, problemText } from '../core/problem_text';
import { me } from '../core/session';
import { Dialog } from '../widgets/dialog';
import { codeField, focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';

export async function confirmDialog(): Promise<boolean> {
  const security = await api.security();
  const hasCodes = Boolean(security.authenticator_since) || security.recovery_codes > 0;
  const hasPasskey = security.passkeys.length > 0 && passkeysPossible();
  let byCode = false;
  let shown = '';
  let refusal: Problem | undefined;
  let done = false;
  const send = async (dialog: Dialog, event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      await api.confirmSession(byCode ? { code: shown.trim() } : { password: shown });
      done = true;
      dialog.close();
    } catch (error) {
      refusal = asProblem(error);
      dialog.update();
      await focusFirstError(dialog.element);
    }
  };
  const byPasskey = async (dialog: Dialog) => {
    try {
      await confirmWithPasskey();
      done = true;
      dialog.close();
    } catch (error) {
      refusal = asProblem(error);
      dialog.update();
    }
  };
  const turn = (dialog: Dialog) => {
    byCode = !byCode;
    shown = '';
    refusal = undefined;
    dialog.update();
    dialog.element.querySelector<HTMLElement>('input:not([hidden])')?.focus();
  };
  const change = (value: string) => (shown = value);
  const field = () =>
    byCode
      ? codeField('confirm-code', shown, fieldText(refusal, '/code'), change)
      : textField({
          id: 'confirm-password',
          label: t('sign_in.password'),
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          value: shown,
          error: fieldText(refusal, '/password'),
          change,
        });
  const dialog = new Dialog((self) => ({
    title: t('confirm.title'),
    body: html`
      <p class="kern-body">${t('confirm.text')}</p>
      ${refusal && !refusal.errors.length ? notice('danger', problemText(refusal), undefined, 'alert') : ''}
      <form id="confirm-form" class="s-form" @submit=${(event: Event) => send(self, event)}>
        <input type="text" name="username" autocomplete="username" .value=${me()?.person.name ?? ''} hidden />
        ${field()}
      </form>`,
    footer: html`
      <button type="submit" form="confirm-form" class="kern-btn kern-btn--primary">
        <span class="kern-label">${t('confirm.submit')}</span>
      </button>
      ${hasCodes ? button(t(byCode ? 'confirm.by_password' : 'confirm.by_code'), () => turn(self)) : ''}
      ${hasPasskey ? button(t('confirm.by_passkey'), () => byPasskey(self)) : ''}
      ${button(t('dialog.cancel'), () => self.close())}`,
  }));
  await dialog.open().closed;
  return done;
}
