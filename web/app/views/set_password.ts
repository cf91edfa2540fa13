// Where a password link leads: the person chooses a password. The secret is the fragment of the address; it is taken
// out of the address at once, so that it stays in no history.
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { go } from '../core/router';
import { setMe } from '../core/session';
import { tell } from '../core/status';
import type { LinkOwner } from '../core/types';
import { View } from '../core/view';
import { focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';

@customElement('s-set-password')
export class SetPasswordView extends View<LinkOwner | Problem> {
  @state() private password = '';
  @state() private refusal?: Problem;
  @state() private busy = false;
  private secret = '';

  protected override async load(): Promise<LinkOwner | Problem> {
    this.secret ||= this.match.hash.slice(1);
    history.replaceState(history.state, '', location.pathname);
    try {
      return await api.passwordLinkOwner(this.secret);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 0) throw problem;
      return problem;
    }
  }

  protected override name(): string {
    return t('set_password.title');
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (this.busy) return;
    this.busy = true;
    try {
      await api.setPasswordByLink(this.secret, this.password);
      await setMe(null);
      await go('/sign-in', { replace: true });
      tell(t('set_password.done'));
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(form.parentElement!);
    } finally {
      this.busy = false;
    }
  }

  private form(owner: LinkOwner) {
    const refusal = this.refusal;
    return html`
      <p class="kern-body">${t('set_password.intro', { name: owner.display_name })}</p>
      ${refusal && !refusal.errors.length
        ? html`<div tabindex="-1" role="alert">${notice('danger', problemText(refusal))}</div>`
        : ''}
      <form class="s-form" @submit=${this.submit}>
        ${textField({ id: 'name', label: t('sign_in.name'), value: owner.name, autocomplete: 'username', readonly: true })}
        ${textField({
          id: 'password',
          label: t('account.new_password'),
          hint: t(owner.password_characters_min > 12 ? 'account.password_hint_long' : 'account.password_hint'),
          type: 'password',
          autocomplete: 'new-password',
          required: true,
          value: this.password,
          error: fieldText(refusal, '/password'),
          change: (value) => (this.password = value),
        })}
        ${button(t('set_password.submit'), undefined, { kind: 'primary', submit: true, busy: this.busy })}
      </form>`;
  }

  protected override content(found: LinkOwner | Problem) {
    return html`
      <div class="s-signin">
        <h1 class="kern-heading-large" tabindex="-1">${t('set_password.title')}</h1>
        ${'name' in found && 'display_name' in found ? this.form(found) : notice('danger', problemText(found as Problem))}
      </div>`;
  }
}
