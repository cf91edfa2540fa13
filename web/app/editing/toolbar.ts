// Buttons that insert Markdown, after the ARIA toolbar pattern: one stop in the tab order, arrow keys inside.
import { html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t, type TextKey } from '../core/i18n';
import { block, link, prefix, wrap, type Replacement, type Selection } from './insert';

interface Tool {
  name: TextKey;
  sign: string | TemplateResult;
  act: (at: Selection) => Replacement;
}

// Strokes on a 24 by 24 field, in the colour of the text.
const sketch = (strokes: string) =>
  html`<svg viewBox="0 0 24 24" width="20" height="20" class="s-sketch">${svg`<path d=${strokes} />`}</svg>`;
const bullets = sketch('M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01');
const tasks = sketch('M11 6h10M11 12h10M11 18h10M3 6l1.5 1.5L8 4M3 12l1.5 1.5L8 10M3 18l1.5 1.5L8 16');
const quote = sketch('M4 5v14M9 8h11M9 12h11M9 16h7');
const chain = sketch('M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5');
const grid = sketch('M4 5h16v14H4zM4 10h16M4 14.5h16M12 5v14');
const note = sketch('M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z');
const code = sketch('M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14');

const table = () => `| ${t('insert.column')} 1 | ${t('insert.column')} 2 |\n| --- | --- |\n| ${t('insert.text')} |  |`;

const tools: Tool[] = [
  { name: 'insert.bold', sign: 'F', act: (at) => wrap(at, '**', t('insert.text')) },
  { name: 'insert.italic', sign: 'K', act: (at) => wrap(at, '*', t('insert.text')) },
  { name: 'insert.heading2', sign: 'H2', act: (at) => prefix(at, () => '## ') },
  { name: 'insert.heading3', sign: 'H3', act: (at) => prefix(at, () => '### ') },
  { name: 'insert.bullets', sign: bullets, act: (at) => prefix(at, () => '- ') },
  { name: 'insert.numbers', sign: '1.', act: (at) => prefix(at, (i) => `${i + 1}. `) },
  { name: 'insert.tasks', sign: tasks, act: (at) => prefix(at, () => '- [ ] ') },
  { name: 'insert.quote', sign: quote, act: (at) => prefix(at, () => '> ') },
  { name: 'insert.link', sign: chain, act: (at) => link(at, t('insert.link_text'), 'https://') },
  { name: 'insert.table', sign: grid, act: (at) => block(at, table(), t('insert.text')) },
  { name: 'insert.note', sign: note, act: (at) => block(at, `> [!NOTE]\n> ${t('insert.text')}`, t('insert.text')) },
  { name: 'insert.code', sign: code, act: (at) => block(at, `\`\`\`\n${t('insert.text')}\n\`\`\``, t('insert.text')) },
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
