// Setting up an authenticator app: scan or type the secret, give a first code, keep the recovery codes.
import { html, svg } from 'lit';
import { encode } from 'uqr';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { codeField } from '../widgets/fields';
import { formDialog } from './form';
import { showOnce } from './once';

// Black on white in every theme: cameras need it so. The quiet zone of four modules belongs to the code.
function picture(text: string) {
  const { size, data } = encode(text, { border: 4 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg class="s-qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${t('enrol.picture')}>
    ${svg`<rect width=${size} height=${size} fill="#fff" /><path d=${squares} fill="#000" />`}
  </svg>`;
}

const inFours = (secret: string): string => secret.match(/.{1,4}/g)!.join(' ');

export const showRecoveryCodes = (codes: string[]): Promise<void> =>
  showOnce({
    title: t('recovery.title'),
    warning: t('recovery.once'),
    help: t('recovery.help'),
    label: t('recovery.label'),
    value: codes.join('\n'),
  });

export async function enrolDialog(): Promise<boolean> {
  const { secret, uri } = await api.beginEnrolment();
  let code = '';
  let codes: string[] = [];
  const done = await formDialog({
    title: t('enrol.title'),
    submit: t('enrol.submit'),
    body: (problem, renew) => html`
      <p class="kern-body">${t('enrol.text')}</p>
      ${picture(uri)}
      <p class="kern-body">${t('enrol.secret')} <span class="s-mono">${inFours(secret)}</span></p>
      ${codeField('enrol-code', code, fieldText(problem, '/code'), (value) => ((code = value), renew()), t('code.hint_app'))}`,
    send: async () => {
      codes = (await api.finishEnrolment(code.trim())).codes;
    },
  });
  if (codes.length) await showRecoveryCodes(codes);
  return done;
}
