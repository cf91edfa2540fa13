// Two people changed the same block. Both versions are shown in full; the person decides block by block.
// Until then neither text is lost: the other one is saved, this one is the draft.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../core/i18n';
import type { Conflict, ConflictBlock } from '../core/types';
import { button, notice } from '../widgets/parts';
import { isConflict, resolution, settled, undecided, type Choice, type Decision } from './resolution';

const choices: Choice[] = ['both', 'mine', 'theirs', 'own'];

@customElement('s-conflict')
export class ConflictView extends LitElement {
  @property({ attribute: false }) conflict!: Conflict;
  @state() private decisions = new Map<number, Decision>();
  @state() private title_choice: 'mine' | 'theirs' = 'mine';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('h2')?.focus();
  }

  private decide(i: number, block: ConflictBlock, change: Partial<Decision>): void {
    this.decisions = new Map(this.decisions).set(i, { ...(this.decisions.get(i) ?? undecided(block)), ...change });
  }

  private resolve(): void {
    const { blocks } = this.conflict;
    const markdown = blocks.length ? resolution(blocks, this.decisions) : undefined;
    const title = this.conflict.title_conflict?.[this.title_choice];
    this.dispatchEvent(new CustomEvent('resolved', { detail: { markdown, title } }));
  }

  private version(heading: string, text: string | null | undefined) {
    return html`<div class="s-conflict__version">
      <h4>${heading}</h4>
      ${text ? html`<pre tabindex="0" role="region" aria-label=${heading}>${text}</pre>` : html`<p class="s-meta">${t('conflict.removed')}</p>`}
    </div>`;
  }

  private choice(i: number, block: ConflictBlock, decision: Decision, n: number) {
    return html`
      <fieldset class="s-conflict__choice">
        <legend>${t('conflict.choose', { n })}</legend>
        ${choices.map(
          (value) => html`<label>
            <input
              type="radio"
              name="choice-${i}"
              .checked=${decision.choice === value}
              @change=${() => this.decide(i, block, { choice: value })}
            />
            ${t(`conflict.${value}`)}
          </label>`,
        )}
      </fieldset>
      ${decision.choice === 'own'
        ? html`<label class="kern-label" for="own-${i}">${t('conflict.own_text')}</label>
            <textarea
              id="own-${i}"
              class="s-area"
              rows="6"
              .value=${decision.own}
              @input=${(event: Event) =>
                this.decide(i, block, { own: (event.target as HTMLTextAreaElement).value })}
            ></textarea>`
        : nothing}`;
  }

  private conflictBlock(block: ConflictBlock, i: number, n: number) {
    const decision = this.decisions.get(i) ?? undecided(block);
    return html`
      <section class="s-conflict__block" aria-label=${t('conflict.place', { n })}>
        <h3 class="kern-heading-small">${t('conflict.place', { n })}</h3>
        <div class="s-conflict__versions">
          ${this.version(t('conflict.mine_title'), block.mine)} ${this.version(t('conflict.theirs_title'), block.theirs)}
        </div>
        <details class="s-details">
          <summary>${t('conflict.base_title')}</summary>
          <pre>${block.base || t('conflict.no_base')}</pre>
        </details>
        ${this.choice(i, block, decision, n)}
      </section>`;
  }

  private titleBlock() {
    const title = this.conflict.title_conflict;
    if (!title) return nothing;
    return html`
      <fieldset class="s-conflict__choice">
        <legend>${t('conflict.title')}</legend>
        ${(['mine', 'theirs'] as const).map(
          (value) => html`<label>
            <input
              type="radio"
              name="choice-title"
              .checked=${this.title_choice === value}
              @change=${() => (this.title_choice = value)}
            />
            ${t(`conflict.${value}`)}: <strong>${title[value]}</strong>
          </label>`,
        )}
      </fieldset>`;
  }

  protected override render() {
    let n = 0;
    return html`
      <section class="s-conflict">
        <h2 class="kern-heading-medium" tabindex="-1">${t('conflict.heading')}</h2>
        ${notice('warning', t('conflict.intro'), html`<p class="kern-body">${t('conflict.help')}</p>`)}
        ${this.titleBlock()}
        ${this.conflict.blocks.map((block, i) =>
          isConflict(block)
            ? this.conflictBlock(block, i, (n += 1))
            : settled(block)?.trim()
              ? html`<details class="s-details"><summary>${t('conflict.same')}</summary><pre>${settled(block)}</pre></details>`
              : nothing,
        )}
        <div class="s-actions">
          ${button(t('conflict.take'), () => this.resolve(), { kind: 'primary', icon: 'kern-icon--check' })}
          ${button(t('conflict.back'), () => this.dispatchEvent(new CustomEvent('dismissed')))}
        </div>
      </section>`;
  }
}
