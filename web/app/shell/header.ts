import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../core/i18n';
import type { Me } from '../core/types';
import './person_menu';
import './search_box';

@customElement('s-header')
export class Header extends LitElement {
  @property({ attribute: false }) me: Me | null = null;
  @property({ attribute: false }) language = 'de';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return html`
      <header class="s-header">
        <div class="s-header__inner">
          <a class="s-brand" href="/">
            <span class="s-brand__mark" aria-hidden="true"></span><span>${t('app.name')}</span>
          </a>
          ${this.me ? html`<s-search-box .language=${this.language}></s-search-box>` : html`<span></span>`}
          <s-person-menu .me=${this.me} .language=${this.language}></s-person-menu>
          ${nothing}
        </div>
      </header>`;
  }
}
