// What the text will look like, rendered by the server as it will be; the last good picture stays while one types.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem } from '../core/http';
import { t } from '../core/i18n';
import { problemText } from '../core/problem_text';
import type { Id } from '../core/types';
import { enhance } from '../widgets/enhance';
import { prose } from '../widgets/parts';

const pause_ms = 400;

@customElement('s-preview')
export class Preview extends LitElement {
  @property({ attribute: false }) page!: Id;
  @property({ attribute: false }) markdown = '';
  @state() private markup?: string;
  @state() private failure = '';
  private timer?: ReturnType<typeof setTimeout>;
  private stop?: AbortController;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: Map<string, unknown>): void {
    enhance(this.querySelector('.s-prose'));
    // A heading may be called what a field of the editor is called; nothing leads to headings of a preview.
    for (const target of this.querySelectorAll('[id]')) target.removeAttribute('id');
    if (!changed.has('markdown')) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), this.markup === undefined ? 0 : pause_ms);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  private async renew(): Promise<void> {
    this.stop?.abort();
    const stop = (this.stop = new AbortController());
    try {
      this.markup = (await api.preview(this.page, this.markdown, stop.signal)).html;
      this.failure = '';
    } catch (error) {
      if (!stop.signal.aborted) this.failure = problemText(asProblem(error));
    }
  }

  protected override render() {
    return html`
      ${this.failure ? html`<p class="s-meta" role="status">${this.failure}</p>` : nothing}
      ${this.markup === undefined
        ? nothing
        : this.markup.trim()
          ? prose(this.markup)
          : html`<p class="s-meta">${t('edit.preview_empty')}</p>`}`;
  }
}
