import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { day } from '../core/format';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { me } from '../core/session';
import { tell } from '../core/status';
import type { Token } from '../core/types';
import { View } from '../core/view';
import { newTokenDialog } from '../dialogs/new_token';
import { ask } from '../widgets/ask';
import { focusFirstError, textField } from '../widgets/fields';
import { button, empty, notice } from '../widgets/parts';

@customElement('s-account')
export class AccountView extends View<Token[]> {
  @state() private current = '';
  @state() private next = '';
  @state() private refusal?: Problem;

  protected override load(signal: AbortSignal): Promise<Token[]> {
    return api.tokens(signal);
  }

  protected override name(): string {
    return t('account.title');
  }

  private async changePassword(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    try {
      await api.changePassword(this.current, this.next);
      this.current = this.next = '';
      this.refusal = undefined;
      tell(t('account.password_changed'));
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(form);
    }
  }

  private async revoke(token: Token): Promise<void> {
    const sure = await ask(t('account.revoke_title'), t('account.revoke_text', { label: token.label }), [
      { value: 'yes', text: t('account.revoke'), kind: 'primary' },
      { value: 'no', text: t('dialog.cancel') },
    ]);
    if (sure !== 'yes') return;
    try {
      await api.revokeToken(token.id);
      tell(t('account.revoked'));
      await this.reload();
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private passwordForm() {
    const wrong = this.refusal?.key === 'wrong_password' ? problemText(this.refusal) : fieldText(this.refusal, '/current');
    const unfit = this.refusal && !wrong ? (fieldText(this.refusal, '/password') ?? problemText(this.refusal)) : undefined;
    return html`
      <form class="s-form" @submit=${this.changePassword}>
        <input type="text" name="username" autocomplete="username" .value=${me()?.person.name ?? ''} hidden />
        ${textField({
          id: 'current',
          label: t('account.current_password'),
          type: 'password',
          autocomplete: 'current-password',
          value: this.current,
          required: true,
          error: wrong,
          change: (value) => (this.current = value),
        })}
        ${textField({
          id: 'new',
          label: t('account.new_password'),
          hint: t('account.password_hint'),
          type: 'password',
          autocomplete: 'new-password',
          value: this.next,
          required: true,
          error: unfit,
          change: (value) => (this.next = value),
        })}
        ${button(t('account.change_password'), undefined, { kind: 'primary', submit: true })}
      </form>`;
  }

  private token(token: Token) {
    const parts = [
      t('account.token_created', { day: day(token.created_at) }),
      token.expires_on ? t('account.token_expires', { day: day(token.expires_on) }) : t('account.token_endless'),
    ];
    return html`
      <li class="s-rows__row">
        <div>
          <h3 class="s-rows__title">${token.label}</h3>
          <p class="s-meta">${parts.join(' · ')}</p>
        </div>
        ${button(t('account.revoke'), () => this.revoke(token), { small: true })}
      </li>`;
  }

  protected override content(tokens: Token[]) {
    const person = me()!.person;
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
          ${this.passwordForm()}
        </section>
        <section class="s-section" aria-labelledby="tokens-title">
          <div class="s-section__head">
            <h2 class="kern-heading-medium" id="tokens-title">${t('account.tokens')}</h2>
            ${button(t('account.new_token'), async () => (await newTokenDialog()) && this.reload(), {
              small: true,
              icon: 'kern-icon--add',
            })}
          </div>
          <p class="kern-body">${t('account.tokens_intro')}</p>
          ${tokens.length
            ? html`<ul class="s-rows">
                ${tokens.map((token) => this.token(token))}
              </ul>`
            : empty(t('account.no_tokens'))}
        </section>
        ${this.refusal && !this.refusal.errors.length && this.refusal.status === 0
          ? notice('danger', problemText(this.refusal))
          : nothing}
      </div>`;
  }
}
