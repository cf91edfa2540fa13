// Choosing a page of one space: a filter and a list of radio buttons; the top of the space is a choice too.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count, t } from '../core/i18n';
import { announce } from '../core/status';
import { ancestors, filter, within, type Forest, type Node } from '../core/tree';
import type { Id } from '../core/types';

const limit = 20;

@customElement('s-page-picker')
export class PagePicker extends LitElement {
  @property({ attribute: false }) forest!: Forest;
  @property({ attribute: false }) chosen: Id | null = null;
  @property({ attribute: false }) without?: Id; // a page with all below it that may not be chosen
  @property({ attribute: false }) legend = '';
  @state() private words = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get allowed(): (node: Node) => boolean {
    const banned = this.without ? this.forest.byId.get(this.without) : undefined;
    return (node) => !banned || !within(node, banned);
  }

  private listed(): Node[] {
    const chosen = this.chosen ? this.forest.byId.get(this.chosen) : undefined;
    const found = this.words.trim() ? filter(this.forest, this.words, limit).nodes : this.forest.roots.slice(0, limit);
    const rest = found.filter((node) => node !== chosen && this.allowed(node));
    return chosen && this.allowed(chosen) ? [chosen, ...rest] : rest;
  }

  private choose(id: Id | null): void {
    this.chosen = id;
    this.dispatchEvent(new CustomEvent('chosen', { detail: id }));
  }

  private option(id: Id | null, title: string, where: string) {
    return html`<li>
      <label class="s-pick">
        <input type="radio" name="picked-page" .checked=${this.chosen === id} @change=${() => this.choose(id)} />
        <span>${title}${where ? html`<span class="s-meta"> – ${where}</span>` : nothing}</span>
      </label>
    </li>`;
  }

  private typed(event: Event): void {
    this.words = (event.target as HTMLInputElement).value;
    announce(count('tree.found', this.listed().length));
  }

  protected override render() {
    const where = (node: Node) => ancestors(node).map((above) => above.page.title).join(' › ');
    return html`
      <fieldset class="s-picker">
        <legend class="kern-label">${this.legend}</legend>
        <label class="s-meta" for="picker-filter">${t('tree.filter')}</label>
        <input class="s-input" id="picker-filter" type="search" autocomplete="off" @input=${this.typed} />
        <ul class="s-picker__list">
          ${this.option(null, t('picker.top'), '')}
          ${this.listed().map((node) => this.option(node.page.id, node.page.title, where(node)))}
        </ul>
      </fieldset>`;
  }
}
