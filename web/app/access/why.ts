// "Warum?": the chain of rules that gives or denies somebody access, for who manages the place; and looking as them.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { go } from '../core/router';
import { me } from '../core/session';
import { tell } from '../core/status';
import { forgetTrees } from '../core/tree_cache';
import type { Explanation, Person } from '../core/types';
import { setViewing } from '../core/viewing';
import { badge, button } from '../widgets/parts';
import { explain, startViewing } from './api';
import { levelName, reasons } from './words';
import '../widgets/person_picker';

export const explanationParts = (explanation: Explanation) => html`
  <p class="kern-body">${badge(levelName(explanation.level), explanation.level ? 'success' : 'warning')}</p>
  <ul class="s-rows">
    ${reasons(explanation).map((line) => html`<li class="s-rows__row">${line}</li>`)}
  </ul>`;

@customElement('s-why')
export class Why extends LitElement {
  @property({ attribute: false }) place = '';
  @property({ attribute: false }) address = ''; // where looking as somebody else begins
  @state() private asked?: Explanation;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async ask(person: Person | null): Promise<void> {
    try {
      this.asked = person ? await explain(this.place, person.id) : undefined;
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  private async look(person: Person): Promise<void> {
    try {
      setViewing(await startViewing(person.id));
      forgetTrees();
      await go(this.address);
    } catch (error) {
      tell(problemText(asProblem(error)), 'danger');
    }
  }

  protected override render() {
    const asked = this.asked;
    const others = asked && asked.person.id !== me()?.person.id;
    return html`
      <section class="s-section" aria-labelledby="why-title">
        <h2 class="kern-heading-medium" id="why-title">${t('access.why')}</h2>
        <s-person-picker
          .label=${t('access.why_person')}
          @chosen=${(event: CustomEvent<Person | null>) => void this.ask(event.detail)}
        ></s-person-picker>
        <div role="status">${asked ? explanationParts(asked) : nothing}</div>
        ${others
          ? html`<div class="s-actions">
              ${button(t('view_as.start', { name: asked.person.display_name }), () => this.look(asked.person))}
            </div>`
          : nothing}
      </section>`;
  }
}
