// What the levels of the organisation are called. Nothing is fixed: a preset is a start, every name can be changed.
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import { View } from '../core/view';
import * as api from '../organisation/api';
import type { UnitPreset, UnitType } from '../organisation/types';
import { focusFirstError, textField } from '../widgets/fields';
import { button, notice } from '../widgets/parts';
import { adminNav } from './nav';

@customElement('s-levels')
export class LevelsView extends View<UnitPreset[]> {
  @state() private types: UnitType[] = [];
  @state() private refusal?: Problem;

  protected override async load(signal: AbortSignal): Promise<UnitPreset[]> {
    const [{ types }, presets] = await Promise.all([api.unitTypes(signal), api.unitPresets(signal)]);
    this.types = types;
    return presets;
  }

  protected override name(): string {
    return t('admin.levels');
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    try {
      this.types = (await api.changeUnitTypes(this.types)).types;
      this.refusal = undefined;
      tell(t('form.saved'));
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(form);
    }
  }

  private set(at: number, change: Partial<UnitType>): void {
    this.types = this.types.map((type, i) => (i === at ? { ...type, ...change } : type));
  }

  private move(at: number, by: -1 | 1): void {
    const types = [...this.types];
    const [moved] = types.splice(at, 1);
    types.splice(at + by, 0, moved!);
    this.types = types;
    announce(t('levels.moved', { name: moved!.name, n: at + by + 1 }));
  }

  private row(type: UnitType, i: number) {
    const move = (by: -1 | 1, text: string, possible: boolean) =>
      possible
        ? html`<button type="button" class="kern-btn kern-btn--tertiary s-btn--small" @click=${() => this.move(i, by)}>
            <span class="kern-label">${text}<span class="kern-sr-only"> ${type.name}</span></span>
          </button>`
        : nothing;
    return html`<li class="s-rows__row s-grant">
      <div class="s-membership__days">
        ${textField({
          id: `level-${i}`,
          label: t('levels.name', { n: i + 1 }),
          value: type.name,
          required: true,
          maxlength: 60,
          error: fieldText(this.refusal, `/types/${i}/name`),
          change: (name) => this.set(i, { name }),
        })}
        ${textField({
          id: `leader-${i}`,
          label: t('levels.leader'),
          optional: true,
          value: type.leader,
          maxlength: 60,
          error: fieldText(this.refusal, `/types/${i}/leader`),
          change: (leader) => this.set(i, { leader }),
        })}
      </div>
      <div class="s-actions">
        ${move(-1, t('levels.up'), i > 0)} ${move(1, t('levels.down'), i < this.types.length - 1)}
        <button
          type="button"
          class="kern-btn kern-btn--tertiary s-btn--small"
          @click=${() => (this.types = this.types.filter((other) => other !== type))}
        >
          <span class="kern-label">${t('grants.remove')}<span class="kern-sr-only"> ${type.name}</span></span>
        </button>
      </div>
    </li>`;
  }

  protected override content(presets: UnitPreset[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('admin.title')}</h1>
        ${adminNav('levels')}
        <p class="kern-body">${t('levels.intro')}</p>
        <div class="s-actions" role="group" aria-label=${t('levels.presets')}>
          ${presets.map((preset) =>
            button(t(`levels.preset_${preset.key}`), () => ((this.types = preset.types), announce(t('levels.loaded'))), { small: true }),
          )}
        </div>
        <form class="s-form s-form--wide" @submit=${this.save}>
          ${this.refusal && !this.refusal.errors.length ? notice('danger', problemText(this.refusal), undefined, 'alert') : nothing}
          <ol class="s-rows s-rows--wide">
            ${this.types.map((type, i) => this.row(type, i))}
          </ol>
          <div class="s-actions">
            ${button(t('levels.save'), undefined, { kind: 'primary', submit: true })}
            ${button(t('levels.add'), () => (this.types = [...this.types, { name: '', leader: '' }]), { icon: 'kern-icon--add' })}
          </div>
        </form>
      </div>`;
  }
}
