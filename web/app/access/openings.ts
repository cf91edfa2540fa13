// Break-glass (Notzugriff): telling those who manage the place who opened it, when and why.
import { html, nothing } from 'lit';
import * as api from './api';
import { moment } from '../core/format';
import { t } from '../core/i18n';
import { me } from '../core/session';
import { tell } from '../core/status';
import type { Opening } from '../core/types';
import { button, notice } from '../widgets/parts';

const one = (opening: Opening, changed: () => void) => {
  const { person, opened_at, ends_at, ended_at, reason } = opening;
  const head = ended_at
    ? t('glass.was_open', { who: person.display_name, from: moment(opened_at), to: moment(ended_at) })
    : t('glass.is_open', { who: person.display_name, from: moment(opened_at), to: moment(ends_at) });
  const end = async () => {
    await api.endOpening(opening.id);
    tell(t('glass.ended'));
    changed();
  };
  return notice(
    ended_at ? 'info' : 'warning',
    head,
    html`<p class="kern-body">${t('glass.because', { reason })}</p>
      ${ended_at ? nothing : button(person.id === me()?.person.id ? t('glass.end_own') : t('glass.end'), end, { small: true })}`,
  );
};

export const openingList = (openings: Opening[], changed: () => void) => openings.map((opening) => one(opening, changed));

// What happened within the last thirty days is news to those who manage.
export const recentOpenings = (openings: Opening[], now = Date.now()): Opening[] =>
  openings.filter(({ ended_at }) => !ended_at || now - Date.parse(ended_at) < 30 * 86_400_000);
