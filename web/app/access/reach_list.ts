// "Wer hat Zugriff?": everybody whom the list reaches, by name, and through what.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem } from '../core/http';
import { count, t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import type { Paged, Reached } from '../core/types';
import { textField } from '../widgets/fields';
import { badge, button } from '../widgets/parts';
import { reach } from './api';
import { kindOf, levelName, nameOf } from './words';

@customElement('s-reach-list')
export class ReachList extends LitElement {
  @property({ attribute: false }) place = '';
  @property({ attribute: false }) version: unknown; // another one: the list was saved
  @state() private words = '';
  @state() private found?: Paged<Reached> & { total: number };
  private timer?: ReturnType<typeof setTimeout>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('place') || changed.has('version')) void this.ask();
  }

  private async ask(more = false): Promise<void> {
    try {
      const next = await reach(this.place, this.words.trim(), more ? this.found?.next : undefined);
      this.found = more ? { ...next, items: [...this.found!.items, ...next.items] } : next;
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private typed(words: string): void {
    this.words = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.ask().then(() => this.found && announce(count('access.people', this.found.total)));
    }, 250);
  }

  private row({ person, level, by }: Reached) {
    const through = by.map(({ principal }) =>
      principal.kind === 'person' ? t('access.through_person') : principal.kind === 'everyone' ? nameOf(principal) : `${kindOf(principal)} ${nameOf(principal)}`,
    );
    return html`
      <li class="s-rows__row">
        <div>
          <h3 class="s-rows__title">${person.display_name}</h3>
          <p class="s-meta">${t('access.through', { names: through.join(', ') || t('access.through_break_glass') })}</p>
        </div>
        ${badge(levelName(level))}
      </li>`;
  }

  protected override render() {
    if (!this.found) return nothing;
    const { items, total, next } = this.found;
    return html`
      ${textField({
        id: 'reach-filter',
        label: t('access.filter'),
        type: 'search',
        value: this.words,
        maxlength: 100,
        change: (words) => this.typed(words),
      })}
      <p class="s-meta">${count('access.people', total)}</p>
      <ul class="s-rows">
        ${items.map((one) => this.row(one))}
      </ul>
      ${next ? button(t('form.more'), () => this.ask(true)) : nothing}`;
  }
}
