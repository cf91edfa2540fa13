// What belongs to the person and this browser, behind one button (disclosure pattern: a list of links and buttons).
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../core/i18n';
import { again } from '../core/router';
import { chooseLanguage } from '../core/session';
import { chooseTheme, theme, type Theme } from '../core/theme';
import type { Me } from '../core/types';
import { icon } from '../widgets/parts';
import { leave } from './sign_out';

const themes: Theme[] = ['system', 'light', 'dark'];

@customElement('s-person-menu')
export class PersonMenu extends LitElement {
  @property({ attribute: false }) me: Me | null = null;
  @property({ attribute: false }) language = 'de';
  @state() private open = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.open) return;
      this.open = false;
      this.querySelector('button')?.focus();
    });
    this.addEventListener('focusout', (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.contains(next)) this.open = false;
    });
    document.addEventListener('click', (event) => {
      if (this.open && !this.contains(event.target as Node)) this.open = false;
    });
  }

  private async switchLanguage(language: 'de' | 'en'): Promise<void> {
    this.open = false;
    await chooseLanguage(language);
    again();
  }

  private choices() {
    return html`
      <fieldset class="s-menu__group">
        <legend>${t('menu.language')}</legend>
        ${(['de', 'en'] as const).map(
          (code) => html`<button
            type="button"
            class="s-menu__choice"
            lang=${code}
            aria-pressed=${String(this.language === code)}
            @click=${() => this.switchLanguage(code)}
          >
            ${code === 'de' ? 'Deutsch' : 'English'}
          </button>`,
        )}
      </fieldset>
      <fieldset class="s-menu__group">
        <legend>${t('menu.theme')}</legend>
        ${themes.map(
          (name) => html`<button
            type="button"
            class="s-menu__choice"
            aria-pressed=${String(theme() === name)}
            @click=${() => (chooseTheme(name), this.requestUpdate())}
          >
            ${t(`menu.theme_${name}`)}
          </button>`,
        )}
      </fieldset>`;
  }

  private links() {
    if (!this.me) return nothing;
    return html`
      <p class="s-menu__who">${t('menu.signed_in_as', { name: this.me.person.display_name })}</p>
      <ul class="s-menu__links" @click=${() => (this.open = false)}>
        ${this.me.abilities.see_organisation
          ? html`<li><a href="/organisation">${icon('kern-icon--home')}${t('organisation.title')}</a></li>`
          : nothing}
        <li><a href="/notices">${icon('kern-icon--info')}${t('notices.title')}</a></li>
        <li><a href="/ownership">${icon('kern-icon--calendar-today')}${t('ownership.title')}</a></li>
        <li><a href="/account">${icon('kern-icon--account-circle')}${t('menu.account')}</a></li>
        ${this.me.abilities.administer || this.me.second_factor_due
          ? html`<li><a href="/admin/people">${icon('kern-icon--checklist')}${t('menu.administration')}</a></li>`
          : nothing}
        ${this.me.abilities.search_audit
          ? html`<li><a href="/audit">${icon('kern-icon--search')}${t('audit.title')}</a></li>`
          : nothing}
        <li><a href="/help">${icon('kern-icon--help')}${t('menu.help')}</a></li>
      </ul>`;
  }

  protected override render() {
    const text = this.me ? this.me.person.display_name : t('menu.display');
    return html`
      <button
        type="button"
        class="s-menu__button"
        aria-expanded=${String(this.open)}
        aria-controls="s-person-list"
        @click=${() => (this.open = !this.open)}
      >
        ${icon(this.me ? 'kern-icon--account-circle' : 'kern-icon--brightness-medium')}
        <span class="s-menu__name">${text}</span>${icon('kern-icon--arrow-down')}
      </button>
      <div id="s-person-list" class="s-menu__panel" ?hidden=${!this.open}>
        ${this.links()} ${this.choices()}
        ${this.me
          ? html`<button type="button" class="s-menu__out" @click=${() => leave()}>
              ${icon('kern-icon--logout')}${t('menu.sign_out')}
            </button>`
          : nothing}
      </div>`;
  }
}
