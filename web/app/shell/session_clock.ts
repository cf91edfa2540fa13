// Says two minutes before the session ends, and extends it on request (WCAG 2.2.1): nobody is signed out while they
// read, and nothing typed is lost. The server knows best how long is left, because other tabs keep the session alive.
import { html } from 'lit';
import * as api from '../core/api';
import { Problem } from '../core/http';
import { count, t } from '../core/i18n';
import { me, onSessionChange } from '../core/session';
import type { SessionState } from '../core/types';
import { button } from '../widgets/parts';
import { Dialog } from '../widgets/dialog';
import { leave } from './sign_out';
import { signInAgain } from './sign_in_again';

const warning_s = 120;
const look_again_s = 10; // while the warning is shown, and after a failure
let timer: ReturnType<typeof setTimeout> | undefined;
let warning: Dialog | undefined;

export function watchSession(): void {
  onSessionChange(() => void look());
}

function plan(seconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), seconds * 1000);
}

async function look(): Promise<void> {
  clearTimeout(timer);
  if (!me()) return warning?.close();
  try {
    const state = await api.sessionState();
    if (state.expires_in_s > warning_s) {
      warning?.close();
      return plan(state.expires_in_s - warning_s);
    }
    warn(state);
    plan(look_again_s);
  } catch (error) {
    const over = error instanceof Problem && error.status === 401;
    if (!over) return plan(look_again_s);
    warning?.close();
    if (await signInAgain()) void look();
  }
}

function warn(state: SessionState): void {
  if (warning) return;
  const last = state.ends_in_s <= state.expires_in_s; // use does not help any more
  const minutes = Math.max(1, Math.round(state.expires_in_s / 60));
  const stay = async (dialog: Dialog) => {
    if (last) {
      dialog.close();
      await signInAgain();
    } else {
      await api.extendSession().catch(() => undefined); // look() finds out
      dialog.close();
    }
    void look();
  };
  warning = new Dialog((self) => ({
    title: t('session_end.title'),
    body: html`<p class="kern-body">${count(last ? 'session_end.last' : 'session_end.idle', minutes)}</p>`,
    footer: html`
      ${button(t(last ? 'session_end.renew' : 'session_end.stay'), () => stay(self), { kind: 'primary' })}
      ${button(t('menu.sign_out'), () => (self.close(), leave()))}`,
  }));
  void warning.open().closed.then(() => (warning = undefined));
}
