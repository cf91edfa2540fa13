// The declaration on accessibility with its obligatory items (BGG § 12b). What the operator has to fill in says so.
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t, type TextKey } from '../core/i18n';
import { View } from '../core/view';

const sections: [TextKey, TextKey[]][] = [
  ['accessibility.status', ['accessibility.status_1', 'accessibility.status_2']],
  ['accessibility.gaps', ['accessibility.gaps_1', 'accessibility.gaps_2', 'accessibility.gaps_3']],
  ['accessibility.made', ['accessibility.made_1']],
  ['accessibility.contact', ['accessibility.contact_1']],
  ['accessibility.mediation', ['accessibility.mediation_1']],
];

@customElement('s-accessibility')
export class AccessibilityView extends View<true> {
  protected override async load(): Promise<true> {
    return true;
  }
  protected override name(): string {
    return t('accessibility.title');
  }
  protected override content() {
    return html`
      <div class="s-page s-page--narrow">
        <h1 class="kern-heading-large" tabindex="-1">${t('accessibility.title')}</h1>
        <div class="s-prose">
          <p>${t('accessibility.intro')}</p>
          ${sections.map(
            ([heading, texts]) => html`<h2>${t(heading)}</h2>
              ${texts.map((key) => html`<p>${t(key)}</p>`)}`,
          )}
        </div>
      </div>`;
  }
}
