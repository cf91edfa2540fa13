import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../account/password';
import { secondFactorSection } from '../account/second_factor';
import { sessionsSection } from '../account/sessions';
import { tokensSection } from '../account/tokens';
import * as api from '../core/api';
import { t } from '../core/i18n';
import { me } from '../core/session';
import type { OwnSession, Security, Token } from '../core/types';
import { View } from '../core/view';

interface Account {
  security: Security;
  sessions: OwnSession[];
  tokens: Token[];
}

@customElement('s-account')
export class AccountView extends View<Account> {
  protected override async load(signal: AbortSignal): Promise<Account> {
    const [security, sessions, tokens] = await Promise.all([
      api.security(signal),
      api.ownSessions(signal),
      api.tokens(signal),
    ]);
    return { security, sessions, tokens };
  }

  protected override name(): string {
    return t('account.title');
  }

  protected override content({ security, sessions, tokens }: Account) {
    const person = me()!.person;
    const reload = () => void this.reload();
    return html`
      <div class="s-page s-page--narrow">
        <h1 class="kern-heading-large" tabindex="-1">${t('account.title')}</h1>
        <dl class="s-properties">
          <div><dt>${t('people.display_name')}</dt><dd>${person.display_name}</dd></div>
          <div><dt>${t('people.name')}</dt><dd>${person.name}</dd></div>
          ${person.email ? html`<div><dt>${t('people.email')}</dt><dd>${person.email}</dd></div>` : nothing}
        </dl>
        <section class="s-section" aria-labelledby="password-title">
          <h2 class="kern-heading-medium" id="password-title">${t('account.password')}</h2>
          <s-own-password .security=${security} @changed=${reload}></s-own-password>
        </section>
        ${secondFactorSection(security, reload)} ${sessionsSection(sessions, reload)} ${tokensSection(tokens, reload)}
      </div>`;
  }
}
