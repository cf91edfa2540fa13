import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { day } from '../core/format';
import { asProblem, Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { me } from '../core/session';
import { tell } from '../core/status';
import type { Security } from '../core/types';
import { Light } from '../core/view';
import { focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';

// What was said of the password that confirms belongs to the first field.
const atCurrent = ({ status, key, errors }: Problem) =>
  new Problem(status, key, errors.map(({ key }) => ({ field: '/current', key })));

// Fires "changed" once the password is another one.
@customElement('s-own-password')
export class OwnPassword extends Light {
  @property({ attribute: false }) security!: Security;
  @state() private current = '';
  @state() private next = '';
  @state() private refusal?: Problem;

  private async change(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    try {
      await api.confirmSession({ password: this.current });
    } catch (error) {
      this.refusal = atCurrent(asProblem(error));
      return focusFirstError(form);
    }
    try {
      await api.changePassword(this.current, this.next);
      this.current = this.next = '';
      this.refusal = undefined;
      tell(t('account.password_changed'));
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(form);
    }
  }

  protected override render() {
    const changed = this.security.password_changed_at;
    const refusal = this.refusal;
    return html`
      <form class="s-form" @submit=${this.change}>
        <p class="kern-body">
          ${changed ? t('account.password_since', { day: day(changed) }) : t('account.password_first')}
        </p>
        ${refusal && !refusal.errors.length
          ? html`<div tabindex="-1" role="alert">${notice('danger', problemText(refusal))}</div>`
          : ''}
        <input type="text" name="username" autocomplete="username" .value=${me()?.person.name ?? ''} hidden />
        ${textField({
          id: 'current',
          label: t('account.current_password'),
          type: 'password',
          autocomplete: 'current-password',
          value: this.current,
          required: true,
          error: fieldText(refusal, '/current'),
          change: (value) => (this.current = value),
        })}
        ${textField({
          id: 'new',
          label: t('account.new_password'),
          hint: t(me()?.administrator || me()?.second_factor_due ? 'account.password_hint_long' : 'account.password_hint'),
          type: 'password',
          autocomplete: 'new-password',
          value: this.next,
          required: true,
          error: fieldText(refusal, '/password'),
          change: (value) => (this.next = value),
        })}
        ${button(t('account.change_password'), undefined, { kind: 'primary', submit: true })}
      </form>`;
  }
}
