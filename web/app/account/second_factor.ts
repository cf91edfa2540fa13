import { html } from 'lit';
import * as api from '../core/api';
import { day } from '../core/format';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { passkeysPossible } from '../core/passkey';
import { problemText } from '../core/problem_text';
import { loadMe, me } from '../core/session';
import { tell } from '../core/status';
import type { Passkey, Security } from '../core/types';
import { enrolDialog, showRecoveryCodes } from '../dialogs/enrol';
import { passkeyDialog } from '../dialogs/passkey';
import { button, notice } from '../widgets/parts';
import { doing } from './parts';

async function enrol(): Promise<boolean> {
  try {
    const done = await enrolDialog();
    if (done) tell(t('factor.enrolled'));
    return done;
  } catch (error) {
    tell(problemText(asProblem(error)), 'danger');
    return false;
  }
}

const remove = () =>
  doing(() => api.removeAuthenticator(), t('factor.removed'), {
    title: t('factor.remove_title'),
    text: t('factor.remove_text'),
    yes: t('factor.remove'),
  });

const removePasskey = (passkey: Passkey) =>
  doing(() => api.removePasskey(passkey.id), t('factor.passkey_removed'), {
    title: t('factor.remove_passkey_title'),
    text: t('factor.remove_passkey_text', { label: passkey.label }),
    yes: t('factor.remove'),
  });

async function addPasskey(): Promise<boolean> {
  const done = await passkeyDialog();
  if (done) tell(t('factor.passkey_added'));
  return done;
}

async function renew(): Promise<boolean> {
  let codes: string[] = [];
  const done = await doing(async () => (codes = (await api.renewRecoveryCodes()).codes), t('factor.renewed'), {
    title: t('factor.renew'),
    text: t('factor.renew_text'),
    yes: t('factor.renew_yes'),
  });
  if (done) await showRecoveryCodes(codes);
  return done;
}

// Who may administrate depends on it, so the frame learns of it, too.
const changing = (act: () => Promise<boolean>, reload: () => void) => async () => {
  if (!(await act())) return;
  await loadMe();
  reload();
};

const appPart = (security: Security, reload: () => void) =>
  security.authenticator_since
    ? html`
        <li class="s-rows__row">
          <div>
            <h3 class="s-rows__title">${t('factor.app')}</h3>
            <p class="s-meta">${t('factor.since', { day: day(security.authenticator_since) })}</p>
          </div>
          ${button(t('factor.remove'), changing(remove, reload), { small: true })}
        </li>`
    : '';

const passkeyPart = (passkey: Passkey, reload: () => void) => html`
  <li class="s-rows__row">
    <div>
      <h3 class="s-rows__title">${passkey.label}</h3>
      <p class="s-meta">${t('factor.passkey')} · ${t('factor.since', { day: day(passkey.created_at) })}</p>
    </div>
    ${button(
      t('factor.remove'),
      changing(() => removePasskey(passkey), reload),
      { small: true },
    )}
  </li>`;

const list = (security: Security, reload: () => void) => html`
  <ul class="s-rows">
    ${appPart(security, reload)} ${security.passkeys.map((passkey) => passkeyPart(passkey, reload))}
  </ul>
  <p class="kern-body">${count('factor.codes_left', security.recovery_codes)}</p>`;

export function secondFactorSection(security: Security, reload: () => void) {
  const protectedAlready = Boolean(security.authenticator_since) || security.passkeys.length > 0;
  const kind = me()?.second_factor_due ? 'primary' : 'secondary';
  return html`
    <section class="s-section" aria-labelledby="factor-title">
      <h2 class="kern-heading-medium" id="factor-title">${t('factor.title')}</h2>
      ${me()?.second_factor_due ? notice('warning', t('factor.due')) : ''}
      <p class="kern-body">${t('factor.intro')}</p>
      ${protectedAlready ? list(security, reload) : ''}
      <div class="s-actions">
        ${passkeysPossible() ? button(t('factor.add_passkey'), changing(addPasskey, reload), { kind }) : ''}
        ${security.authenticator_since ? '' : button(t('factor.enrol'), changing(enrol, reload), { kind })}
        ${protectedAlready ? button(t('factor.renew'), changing(renew, reload), { kind: 'tertiary' }) : ''}
      </div>
    </section>`;
}
