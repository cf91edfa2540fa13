// Help: how to read, write and search, and what Stafette does for accessibility.
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t, type TextKey } from '../core/i18n';
import { View } from '../core/view';

const keys: [string, TextKey][] = [
  ['Tab', 'help.key_tab'],
  ['↑ ↓', 'help.key_arrows'],
  ['→ ←', 'help.key_fold'],
  ['*', 'help.key_all'],
  ['Strg + S', 'help.key_save'],
  ['Esc', 'help.key_escape'],
];

const markdown: [string, TextKey][] = [
  ['## Überschrift', 'help.md_heading'],
  ['**wichtig**', 'help.md_bold'],
  ['*betont*', 'help.md_italic'],
  ['- Punkt', 'help.md_list'],
  ['1. Schritt', 'help.md_numbers'],
  ['- [ ] Aufgabe', 'help.md_task'],
  ['[Text](https://…)', 'help.md_link'],
  ['![Beschreibung](bild.png)', 'help.md_image'],
  ['| A | B |', 'help.md_table'],
  ['> [!NOTE]', 'help.md_note'],
  ['Text[^1]', 'help.md_footnote'],
];

const searching: [string, TextKey][] = [
  ['Bescheid', 'help.search_word'],
  ['Reisekosten Abrechnung', 'help.search_words'],
  ['"drei Monate"', 'help.search_phrase'],
  ['Urlaub -Sonderurlaub', 'help.search_without'],
  ['Miete ODER Pacht', 'help.search_or'],
  ['Verwalt*', 'help.search_beginning'],
  ['titel:Urlaub', 'help.search_title'],
  ['bereich:handbuch', 'help.search_space'],
  ['schlagwort:personal', 'help.search_label'],
  ['von:Weber', 'help.search_owner'],
  ['nach:2024 vor:2025-07-01', 'help.search_dates'],
  ['az:10.2-110/', 'help.search_file'],
  ['§ 35a II SGB VIII', 'help.search_law'],
  ['1. März 2024', 'help.search_day'],
  ['zdA', 'help.search_letters'],
  ['Wer trägt die Kosten einer Dienstreise?', 'help.search_question'],
];

const table = (caption: TextKey, rows: [string, TextKey][]) => html`
  <table class="kern-table kern-table--small">
    <caption class="kern-title">${t(caption)}</caption>
    <thead>
      <tr>
        <th class="kern-table__header" scope="col">${t('help.what')}</th>
        <th class="kern-table__header" scope="col">${t('help.effect')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([what, effect]) => html`<tr>
          <td class="kern-table__cell"><code>${what}</code></td>
          <td class="kern-table__cell">${t(effect)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;

const paragraphs = (...texts: TextKey[]) => texts.map((key) => html`<p>${t(key)}</p>`);

@customElement('s-help')
export class HelpView extends View<true> {
  protected override async load(): Promise<true> {
    return true;
  }
  protected override name(): string {
    return t('help.title');
  }
  protected override content() {
    return html`
      <div class="s-page s-page--narrow">
        <h1 class="kern-heading-large" tabindex="-1">${t('help.title')}</h1>
        <div class="s-prose">
          <h2>${t('help.read')}</h2>
          ${paragraphs('help.read_1', 'help.read_2')}
          <h2>${t('help.write')}</h2>
          ${paragraphs('help.write_1', 'help.write_2', 'help.write_3')} ${table('help.markdown', markdown)}
          <h2 id="search">${t('help.search')}</h2>
          ${paragraphs('help.search_1', 'help.search_2')} ${table('help.search_language', searching)}
          <h2>${t('help.keyboard')}</h2>
          ${paragraphs('help.keyboard_1')} ${table('help.keys', keys)}
          <h2>${t('help.scope')}</h2>
          ${paragraphs('help.scope_1')}
          <h2>${t('help.access')}</h2>
          ${paragraphs('help.access_1', 'help.access_2')}
          <p><a href="/accessibility">${t('accessibility.title')}</a></p>
        </div>
      </div>`;
  }
}
