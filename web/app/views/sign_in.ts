import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { passkeysPossible, signInWithPasskey } from '../core/passkey';
import { fieldText, problemText } from '../core/problem_text';
import { go } from '../core/router';
import { safeTarget } from '../core/safe_target';
import { me, setMe } from '../core/session';
import { View } from '../core/view';
import { codeField, focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';

@customElement('s-sign-in')
export class SignInView extends View<true> {
  @state() private user = '';
  @state() private password = '';
  @state() private code = '';
  @state() private asksCode = false;
  @state() private refusal?: Problem;
  @state() private busy = false;

  protected override async load(): Promise<true> {
    if (me()) await go('/', { replace: true });
    return true;
  }

  protected override name(): string {
    return t('sign_in.title');
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (this.busy) return;
    this.busy = true;
    try {
      await setMe(await api.signIn(this.user.trim(), this.password, this.asksCode ? this.code.trim() : undefined));
      await go(safeTarget(this.match.query.get('to')), { replace: true });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.key === 'code_needed') return this.askCode(form);
      this.refusal = problem;
      await focusFirstError(form.parentElement!);
    } finally {
      this.busy = false;
    }
  }

  private async byPasskey(event: Event): Promise<void> {
    const page = (event.target as Element).closest('.s-signin')!;
    try {
      await setMe(await signInWithPasskey());
      await go(safeTarget(this.match.query.get('to')), { replace: true });
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(page);
    }
  }

  private askCode(form: HTMLFormElement): void {
    this.refusal = undefined;
    this.asksCode = true;
    void this.updateComplete.then(() => form.querySelector<HTMLElement>('#code')?.focus());
  }

  private startAgain(): void {
    this.asksCode = false;
    this.password = this.code = '';
    this.refusal = undefined;
  }

  private passkeyButton() {
    return html`<button type="button" class="kern-btn kern-btn--secondary" @click=${this.byPasskey}>
      <span class="kern-label">${t('sign_in.by_passkey')}</span>
    </button>`;
  }

  private names() {
    const refusal = this.refusal;
    return html`
      ${textField({
        id: 'name',
        label: t('sign_in.name'),
        value: this.user,
        autocomplete: 'username',
        required: true,
        error: fieldText(refusal, '/name'),
        change: (value) => (this.user = value),
      })}
      ${textField({
        id: 'password',
        label: t('sign_in.password'),
        type: 'password',
        value: this.password,
        autocomplete: 'current-password',
        required: true,
        error: fieldText(refusal, '/password'),
        change: (value) => (this.password = value),
      })}`;
  }

  protected override content() {
    const refusal = this.refusal;
    return html`
      <div class="s-signin">
        <h1 class="kern-heading-large" tabindex="-1">${t('sign_in.title')}</h1>
        <p class="kern-body">${this.asksCode ? t('sign_in.code_intro') : t('sign_in.intro')}</p>
        ${refusal && !refusal.errors.length ? html`<div tabindex="-1" role="alert">${notice('danger', problemText(refusal))}</div>` : nothing}
        <form class="s-form" @submit=${this.submit}>
          ${this.asksCode ? codeField('code', this.code, fieldText(refusal, '/code'), (value) => (this.code = value)) : this.names()}
          ${button(t('sign_in.submit'), undefined, { kind: 'primary', submit: true, busy: this.busy })}
          ${passkeysPossible() ? this.passkeyButton() : nothing}
          ${this.asksCode ? button(t('sign_in.start_again'), () => this.startAgain()) : nothing}
        </form>
        <p class="kern-body kern-body--small kern-body--muted">
          ${this.asksCode ? t('sign_in.code_lost') : t('sign_in.forgotten')}
        </p>
      </div>`;
  }
}
