// The session ran out while somebody works. They sign in where they are; what they typed stays in place.
// Another person may not take over this page: for that the whole client starts anew.
import { html } from 'lit';
import * as api from '../core/api';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { passkeysPossible, signInWithPasskey } from '../core/passkey';
import { problemText } from '../core/problem_text';
import { me, setMe } from '../core/session';
import { Dialog } from '../widgets/dialog';
import { codeField, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';
import { directoryField, providersAgain, redirecting, signInWith } from '../widgets/providers';

let asking: Promise<boolean> | undefined;

export function signInAgain(): Promise<boolean> {
  if (!me()) return Promise.resolve(false);
  asking ??= askPassword().finally(() => (asking = undefined));
  return asking;
}

async function askPassword(): Promise<boolean> {
  const person = me()!.person;
  let password = '';
  let code: string | undefined; // once it is asked for
  let directory: string | undefined;
  let failure: Problem | undefined;
  let done = false;
  const options = await api.signInOptions().catch(() => undefined);
  const returned = async (dialog: Dialog) => {
    try {
      const now = await api.whoAmI();
      if (now.person.id !== person.id) return location.assign('/');
      await setMe(now);
      done = true;
      dialog.close();
    } catch (error) {
      failure = asProblem(error);
      dialog.update();
    }
  };
  const submit = async (dialog: Dialog, event: Event) => {
    event.preventDefault();
    try {
      await setMe(await signInWith(options, directory, person.name, password, code?.trim()));
      done = true;
      dialog.close();
    } catch (error) {
      failure = asProblem(error);
      if (failure.key === 'code_needed') {
        code = '';
        failure = undefined;
      }
      dialog.update();
      dialog.element.querySelector<HTMLElement>('#again-code')?.focus();
    }
  };
  const byPasskey = async (dialog: Dialog) => {
    try {
      const next = await signInWithPasskey();
      if (next.person.id !== person.id) return location.assign('/');
      await setMe(next);
      done = true;
      dialog.close();
    } catch (error) {
      failure = asProblem(error);
      dialog.update();
    }
  };
  const dialog = new Dialog(
    (self) => ({
      title: t('again.title'),
      body: html`
        <p class="kern-body">${t('again.text', { name: person.display_name })}</p>
        ${failure ? notice('danger', problemText(failure), undefined, 'alert') : ''}
        <form id="again" class="s-form" @submit=${(event: Event) => submit(self, event)}>
          <input type="text" name="username" autocomplete="username" .value=${person.name} hidden />
          ${directoryField(options, directory, (slug) => ((directory = slug), self.update()))}
          ${textField({
            id: 'again-password',
            label: t('sign_in.password'),
            type: 'password',
            autocomplete: 'current-password',
            value: password,
            change: (value) => (password = value),
          })}
          ${code === undefined ? '' : codeField('again-code', code, undefined, (value) => (code = value))}
        </form>
        ${redirecting(options).length ? providersAgain(options!, () => returned(self)) : ''}`,
      footer: html`
        <button type="submit" form="again" class="kern-btn kern-btn--primary">
          <span class="kern-label">${t('sign_in.submit')}</span>
        </button>
        ${passkeysPossible() ? button(t('sign_in.by_passkey'), () => byPasskey(self)) : ''}
        ${button(t('again.other'), () => location.assign('/sign-in'))}`,
    }),
    false,
  );
  await dialog.open().closed;
  return done;
}
