// Signing out on purpose: text that is only on this device is sent first. If that fails the person decides;
// afterwards nothing of theirs stays in this browser. Who came through a provider is signed out there, too.
import * as api from '../core/api';
import { clearJournal, sendAll, unsent } from '../editing/journal';
import { t } from '../core/i18n';
import { go } from '../core/router';
import { me, setMe } from '../core/session';
import { tell } from '../core/status';
import { ask } from '../widgets/ask';

export async function leave(): Promise<void> {
  const person = me()?.person.id;
  if (!person) return;
  await sendAll(person);
  if (unsent(person).length > 0) {
    const answer = await ask(t('sign_out.unsent_title'), t('sign_out.unsent_text'), [
      { value: 'stay', text: t('sign_out.stay'), kind: 'primary' },
      { value: 'discard', text: t('sign_out.discard') },
    ]);
    if (answer !== 'discard') return;
  }
  const provider = await api.providerSignOut().catch(() => ({ url: null }));
  try {
    await api.signOut();
  } catch {
    return tell(t('sign_out.failed'), 'danger');
  }
  clearJournal(person);
  if (provider.url) return location.assign(provider.url);
  await setMe(null);
  await go('/sign-in', { unasked: true });
}
