import { html, nothing } from 'lit';
import * as api from '../core/api';
import { moment, recently } from '../core/format';
import { t } from '../core/i18n';
import type { OwnSession } from '../core/types';
import { badge, button } from '../widgets/parts';
import { doing } from './parts';

const end = (session: OwnSession) => doing(() => api.endSession(session.id), t('sessions.ended'));

const endOthers = () =>
  doing(() => api.endOtherSessions(), t('sessions.others_ended'), {
    title: t('sessions.end_others'),
    text: t('sessions.end_others_text'),
    yes: t('sessions.end_others_yes'),
  });

const row = (session: OwnSession, reload: () => void) => html`
  <li class="s-rows__row">
    <div>
      <h3 class="s-rows__title">${session.label || t('sessions.unknown')}</h3>
      ${session.current ? badge(t('sessions.current')) : nothing}
      <p class="s-meta">
        ${t('sessions.since', { moment: moment(session.created_at) })} ·
        ${t('sessions.seen', { moment: recently(session.seen_at) })}
      </p>
    </div>
    ${session.current
      ? nothing
      : button(t('sessions.end'), async () => (await end(session)) && reload(), { small: true })}
  </li>`;

export const sessionsSection = (sessions: OwnSession[], reload: () => void) => html`
  <section class="s-section" aria-labelledby="sessions-title">
    <div class="s-section__head">
      <h2 class="kern-heading-medium" id="sessions-title">${t('sessions.title')}</h2>
      ${sessions.length > 1
        ? button(t('sessions.end_others'), async () => (await endOthers()) && reload(), { small: true })
        : nothing}
    </div>
    <p class="kern-body">${t('sessions.intro')}</p>
    <ul class="s-rows">
      ${sessions.map((session) => row(session, reload))}
    </ul>
  </section>`;
