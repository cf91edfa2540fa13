// An access list being edited: levels, lines, whom to add. Nothing is saved here; `save` is asked with the list.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { announce } from '../core/status';
import { levels, type Grant, type Level, type PrincipalRef } from '../core/types';
import { choiceField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';
import { kindOf, nameOf } from './words';
import './principal_picker';

const label = ({ principal }: Grant): string =>
  principal.kind === 'everyone' || principal.kind === 'person' ? nameOf(principal) : `${nameOf(principal)} (${kindOf(principal)})`;

@customElement('s-grant-list')
export class GrantList extends LitElement {
  @property({ attribute: false }) saved: Grant[] = [];
  @property({ attribute: false }) save!: (grants: Grant[]) => Promise<boolean>; // false: thought better of it
  @state() private grants: Grant[] = [];
  @state() private refusal?: Problem;
  @state() private busy = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('saved')) this.grants = this.saved;
  }

  private add(principal: PrincipalRef): void {
    const same = ({ principal: known }: Grant) => known.kind === principal.kind && (known.id ?? '') === (principal.id ?? '');
    if (this.grants.some(same)) return announce(t('grants.known'));
    const grant: Grant = { principal, level: 'read' };
    this.grants = [...this.grants, grant];
    announce(t('grants.added', { name: label(grant) }));
  }

  private drop(grant: Grant): void {
    this.grants = this.grants.filter((other) => other !== grant);
    announce(t('grants.removed', { name: label(grant) }));
    this.querySelector<HTMLElement>('#principal')?.focus();
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      await this.save(this.grants);
      this.refusal = undefined;
    } catch (error) {
      this.refusal = asProblem(error);
    } finally {
      this.busy = false;
    }
  }

  private row(grant: Grant, i: number) {
    return html`
      <li class="s-rows__row s-grant">
        ${choiceField({
          id: `grant-${i}`,
          label: label(grant),
          value: grant.level,
          choices: levels.map((level) => ({ value: level, text: t(`level.${level}`) })),
          change: (level) => {
            this.grants = this.grants.map((other) => (other === grant ? { ...grant, level: level as Level } : other));
          },
        })}
        <button type="button" class="kern-btn kern-btn--tertiary s-btn--small" @click=${() => this.drop(grant)}>
          <span class="kern-label">${t('grants.remove')}<span class="kern-sr-only"> ${label(grant)}</span></span>
        </button>
      </li>`;
  }

  private problem() {
    if (!this.refusal) return nothing;
    const inner = this.refusal.errors[0];
    return notice('danger', problemText(inner ? ({ ...this.refusal, key: inner.key } as Problem) : this.refusal), undefined, 'alert');
  }

  protected override render() {
    const everyone = this.grants.some((grant) => grant.principal.kind === 'everyone');
    return html`
      <form class="s-form" @submit=${this.submit}>
        ${this.problem()}
        <ul class="s-rows s-rows--wide">
          ${this.grants.map((grant, i) => this.row(grant, i))}
        </ul>
        <s-principal-picker
          .label=${t('grants.add')}
          @chosen=${(event: CustomEvent<PrincipalRef>) => this.add(event.detail)}
        ></s-principal-picker>
        <div class="s-actions">
          ${button(t('grants.save'), undefined, { kind: 'primary', submit: true, busy: this.busy })}
          ${everyone ? nothing : button(t('grants.add_everyone'), () => this.add({ kind: 'everyone' }))}
        </div>
      </form>`;
  }
}
