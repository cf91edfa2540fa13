import { html } from 'lit';
import * as api from '../core/api';
import { day } from '../core/format';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { loadMe, me } from '../core/session';
import { tell } from '../core/status';
import type { Security } from '../core/types';
import { enrolDialog, showRecoveryCodes } from '../dialogs/enrol';
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

const active = (security: Security, reload: () => void) => html`
  <p class="kern-body">
    ${t('factor.active', { day: day(security.authenticator_since!) })}
    ${count('factor.codes_left', security.recovery_codes)}
  </p>
  <div class="s-actions">
    ${button(t('factor.renew'), changing(renew, reload), { small: true })}
    ${button(t('factor.remove'), changing(remove, reload), { small: true, kind: 'tertiary' })}
  </div>`;

const absent = (reload: () => void) => html`
  ${me()?.second_factor_due ? notice('warning', t('factor.due')) : ''}
  <p class="kern-body">${t('factor.intro')}</p>
  ${button(t('factor.enrol'), changing(enrol, reload), { kind: me()?.second_factor_due ? 'primary' : 'secondary' })}`;

export const secondFactorSection = (security: Security, reload: () => void) => html`
  <section class="s-section" aria-labelledby="factor-title">
    <h2 class="kern-heading-medium" id="factor-title">${t('factor.title')}</h2>
    ${security.authenticator_since ? active(security, reload) : absent(reload)}
  </section>`;
