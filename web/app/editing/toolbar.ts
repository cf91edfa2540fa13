// Buttons that insert Markdown, after the ARIA toolbar pattern: one stop in the tab order, arrow keys inside.
import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t, type TextKey } from '../core/i18n';
import { block, link, prefix, wrap, type Replacement, type Selection } from './insert';

interface Tool {
  name: TextKey;
  sign: string;
  act: (at: Selection) => Replacement;
}

const table = () => `| ${t('insert.column')} 1 | ${t('insert.column')} 2 |\n| --- | --- |\n| ${t('insert.text')} |  |`;

const tools: Tool[] = [
  { name: 'insert.bold', sign: 'F', act: (at) => wrap(at, '**', t('insert.text')) },
  { name: 'insert.italic', sign: 'K', act: (at) => wrap(at, '*', t('insert.text')) },
  { name: 'insert.heading2', sign: 'H2', act: (at) => prefix(at, () => '## ') },
  { name: 'insert.heading3', sign: 'H3', act: (at) => prefix(at, () => '### ') },
  { name: 'insert.bullets', sign: '•', act: (at) => prefix(at, () => '- ') },
  { name: 'insert.numbers', sign: '1.', act: (at) => prefix(at, (i) => `${i + 1}. `) },
  { name: 'insert.tasks', sign: '☑', act: (at) => prefix(at, () => '- [ ] ') },
  { name: 'insert.quote', sign: '❝', act: (at) => prefix(at, () => '> ') },
  { name: 'insert.link', sign: '🔗', act: (at) => link(at, t('insert.link_text'), 'https://') },
  { name: 'insert.table', sign: '▦', act: (at) => block(at, table(), t('insert.text')) },
  { name: 'insert.note', sign: 'ℹ', act: (at) => block(at, `> [!NOTE]\n> ${t('insert.text')}`, t('insert.text')) },
  { name: 'insert.code', sign: '</>', act: (at) => block(at, `\`\`\`\n${t('insert.text')}\n\`\`\``, t('insert.text')) },
];

// Through the browser's own editing command, so that Ctrl+Z takes it back.
export function replaceIn(area: HTMLTextAreaElement, change: Replacement): void {
  area.focus();
  area.setSelectionRange(change.from, change.to);
  if (!document.execCommand('insertText', false, change.text)) {
    area.setRangeText(change.text, change.from, change.to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(...change.select);
}

@customElement('s-toolbar')
export class Toolbar extends LitElement {
  @property({ attribute: false }) area!: () => HTMLTextAreaElement;
  @state() private at = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private key(event: KeyboardEvent): void {
    const last = tools.length - 1;
    const next: Record<string, number> = {
      ArrowRight: this.at === last ? 0 : this.at + 1,
      ArrowLeft: this.at === 0 ? last : this.at - 1,
      Home: 0,
      End: last,
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    this.at = next[event.key];
    this.querySelectorAll('button')[this.at].focus();
  }

  private use(tool: Tool, i: number): void {
    this.at = i;
    const area = this.area();
    replaceIn(area, tool.act({ text: area.value, start: area.selectionStart, end: area.selectionEnd }));
  }

  protected override render() {
    return html`
      <div class="s-toolbar" role="toolbar" aria-label=${t('insert.toolbar')} aria-controls="body" @keydown=${this.key}>
        ${tools.map(
          (tool, i) => html`<button
            type="button"
            title=${t(tool.name)}
            aria-label=${t(tool.name)}
            tabindex=${i === this.at ? '0' : '-1'}
            @click=${() => this.use(tool, i)}
          >
            <span aria-hidden="true" data-tool=${i}>${tool.sign}</span>
          </button>`,
        )}
      </div>`;
  }
}
