import { html } from 'lit';
import * as api from '../core/api';
import { day } from '../core/format';
import { t } from '../core/i18n';
import type { Token } from '../core/types';
import { newTokenDialog } from '../dialogs/new_token';
import { button, empty } from '../widgets/parts';
import { doing } from './parts';

const revoke = (token: Token) =>
  doing(() => api.revokeToken(token.id), t('account.revoked'), {
    title: t('account.revoke_title'),
    text: t('account.revoke_text', { label: token.label }),
    yes: t('account.revoke'),
  });

function row(token: Token, reload: () => void) {
  const parts = [
    t(`token.scope_${token.scope}`),
    t('account.token_created', { day: day(token.created_at) }),
    token.expires_on ? t('account.token_expires', { day: day(token.expires_on) }) : t('account.token_endless'),
  ];
  return html`
    <li class="s-rows__row">
      <div>
        <h3 class="s-rows__title">${token.label}</h3>
        <p class="s-meta">${parts.join(' · ')}</p>
      </div>
      ${button(t('account.revoke'), async () => (await revoke(token)) && reload(), { small: true })}
    </li>`;
}

export const tokensSection = (tokens: Token[], reload: () => void) => html`
  <section class="s-section" aria-labelledby="tokens-title">
    <div class="s-section__head">
      <h2 class="kern-heading-medium" id="tokens-title">${t('account.tokens')}</h2>
      ${button(t('account.new_token'), async () => (await newTokenDialog()) && reload(), {
        small: true,
        icon: 'kern-icon--add',
      })}
    </div>
    <p class="kern-body">${t('account.tokens_intro')}</p>
    ${tokens.length
      ? html`<ul class="s-rows">
          ${tokens.map((token) => row(token, reload))}
        </ul>`
      : empty(t('account.no_tokens'))}
  </section>`;
