import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, type Problem } from '../core/http';
import { maybeText, t } from '../core/i18n';
import { passkeysPossible, signInWithPasskey } from '../core/passkey';
import { fieldText, problemText } from '../core/problem_text';
import { go } from '../core/router';
import { safeTarget } from '../core/safe_target';
import { me, setMe } from '../core/session';
import type { SignInOptions } from '../core/types';
import { View } from '../core/view';
import { codeField, focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';
import { directories, directoryField, providerLinks, redirecting, signInWith } from '../widgets/providers';

@customElement('s-sign-in')
export class SignInView extends View<SignInOptions> {
  @state() private user = '';
  @state() private password = '';
  @state() private code = '';
  @state() private asksCode = false;
  @state() private directory?: string; // '' is a local account
  @state() private refusal?: Problem;
  @state() private busy = false;

  protected override async load(): Promise<SignInOptions> {
    if (me()) await go('/', { replace: true });
    return api.signInOptions();
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
      const code = this.asksCode ? this.code.trim() : undefined;
      await setMe(await signInWith(this.data, this.directory, this.user.trim(), this.password, code));
      await go(safeTarget(this.match.query.get('to')), { replace: true });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.key === 'code_needed') return this.askCode(form);
      this.refusal = problem;
      await focusFirstError(this);
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
      ${directoryField(this.data, this.directory, (slug) => (this.directory = slug))}
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

  private form() {
    const error = fieldText(this.refusal, '/code');
    return html`
      <form class="s-form" @submit=${this.submit}>
        ${this.asksCode ? codeField('code', this.code, error, (value) => (this.code = value)) : this.names()}
        ${button(t('sign_in.submit'), undefined, { kind: 'primary', submit: true, busy: this.busy })}
        ${passkeysPossible() ? this.passkeyButton() : nothing}
        ${this.asksCode ? button(t('sign_in.start_again'), () => this.startAgain()) : nothing}
      </form>
      <p class="kern-body kern-body--small kern-body--muted">
        ${this.asksCode ? t('sign_in.code_lost') : t('sign_in.forgotten')}
      </p>`;
  }

  // Without local accounts a password helps administrators only, and only while no provider answers.
  private local(options: SignInOptions) {
    if (!options.local_accounts && !directories(options).length) {
      return html`
        <details class="s-details" ?open=${this.asksCode || !!this.refusal}>
          <summary>${t('sign_in.emergency')}</summary>
          <p class="kern-body kern-body--small">${t('sign_in.emergency_text')}</p>
          ${this.form()}
        </details>`;
    }
    return html`
      ${redirecting(options).length ? html`<h2 class="kern-heading-small">${t('sign_in.local')}</h2>` : nothing}
      ${this.form()}`;
  }

  // What is wrong with the fields stands beside them; the rest here, also what went wrong on the way to a provider.
  private problem(): string | undefined {
    if (this.refusal) return this.refusal.errors.length ? undefined : problemText(this.refusal);
    const key = this.match.query.get('problem');
    return key ? (maybeText(`problem.${key}`) ?? t('sign_in.provider_failed')) : undefined;
  }

  protected override content(options: SignInOptions) {
    const problem = this.problem();
    const links = this.asksCode ? [] : providerLinks(options, safeTarget(this.match.query.get('to')));
    return html`
      <div class="s-signin">
        <h1 class="kern-heading-large" tabindex="-1">${t('sign_in.title')}</h1>
        <p class="kern-body">${this.asksCode ? t('sign_in.code_intro') : t('sign_in.intro')}</p>
        ${problem ? html`<div tabindex="-1" role="alert">${notice('danger', problem)}</div>` : nothing}
        ${links.length ? html`<div class="s-signin__providers">${links}</div>` : nothing} ${this.local(options)}
      </div>`;
  }
}
