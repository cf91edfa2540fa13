// Who may found spaces besides administrators; every change is saved at once.
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asProblem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { tell } from '../core/status';
import type { PrincipalRef } from '../core/types';
import { button } from '../widgets/parts';
import { changeFounders, founders } from './api';
import { kindOf, nameOf } from './words';
import './principal_picker';

@customElement('s-founders')
export class FoundersList extends LitElement {
  @state() private list?: PrincipalRef[];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.show(founders());
  }

  private async show(answer: ReturnType<typeof founders>): Promise<boolean> {
    try {
      this.list = (await answer).principals;
      return true;
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
      return false;
    }
  }

  private async change(list: PrincipalRef[]): Promise<void> {
    if (await this.show(changeFounders(list))) tell(t('form.saved'));
  }

  private row(principal: PrincipalRef) {
    return html`
      <li class="s-rows__row">
        <span>${nameOf(principal)} <span class="s-meta">${kindOf(principal)}</span></span>
        <button
          type="button"
          class="kern-btn kern-btn--tertiary s-btn--small"
          @click=${() => this.change(this.list!.filter((other) => other !== principal))}
        >
          <span class="kern-label">${t('grants.remove')}<span class="kern-sr-only"> ${nameOf(principal)}</span></span>
        </button>
      </li>`;
  }

  protected override render() {
    const list = this.list;
    if (!list) return nothing;
    const everyone = list.some(({ kind }) => kind === 'everyone');
    return html`
      <section class="s-section" aria-labelledby="founders-title">
        <h2 class="kern-heading-medium" id="founders-title">${t('founders.title')}</h2>
        <p class="kern-body">${t('founders.intro')}</p>
        ${list.length
          ? html`<ul class="s-rows">
              ${list.map((principal) => this.row(principal))}
            </ul>`
          : html`<p class="s-meta">${t('founders.none')}</p>`}
        ${everyone
          ? nothing
          : html`<div class="s-form">
              <s-principal-picker
                .label=${t('founders.add')}
                @chosen=${(event: CustomEvent<PrincipalRef>) => this.change([...list, event.detail])}
              ></s-principal-picker>
              <div class="s-actions">
                ${button(t('grants.add_everyone'), () => this.change([...list, { kind: 'everyone' }]))}
              </div>
            </div>`}
      </section>`;
  }
}
