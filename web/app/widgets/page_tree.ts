// The page tree after the ARIA tree pattern. Rows are flat with level, position and set size, so that thousands of
// pages cost only what is unfolded; the tree is one stop in the tab order and arrow keys walk it.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { count, t } from '../core/i18n';
import { announce } from '../core/status';
import { ancestors, filter, rows, type Forest, type Node, type Row } from '../core/tree';
import type { Id } from '../core/types';
import { icon } from './parts';

const filter_limit = 100;
const filter_from = 12; // below that many pages one sees them all
const folded = new Map<string, Set<Id>>(); // unfolded pages per space, while the client is open

@customElement('s-page-tree')
export class PageTree extends LitElement {
  @property({ attribute: false }) forest!: Forest;
  @property({ attribute: false }) space = '';
  @property({ attribute: false }) current?: Id;
  @state() private words = '';
  @state() private active?: Id;
  private typed = '';
  private typedAt = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get open(): Set<Id> {
    let set = folded.get(this.space);
    if (!set) folded.set(this.space, (set = new Set(this.forest.roots.length === 1 ? [this.forest.roots[0].page.id] : [])));
    return set;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('current') && !changed.has('forest')) return;
    const node = this.current ? this.forest.byId.get(this.current) : undefined;
    for (const above of ancestors(node)) this.open.add(above.page.id);
    if (node) this.active = node.page.id;
  }

  protected override firstUpdated(): void {
    const row = this.querySelector<HTMLElement>('[aria-current=page]');
    const box = row?.closest<HTMLElement>('.s-tree-pane');
    if (row && box) box.scrollTop = row.offsetTop - box.clientHeight / 3;
  }

  private visible(): Row[] {
    if (!this.words.trim()) return rows(this.forest.roots, this.open);
    const { nodes } = filter(this.forest, this.words, filter_limit);
    return nodes.map((node, i) => ({ node: { ...node, level: 1 }, position: i + 1, size: nodes.length }));
  }

  private fold(id: Id, open: boolean): void {
    if (open) this.open.add(id);
    else this.open.delete(id);
    this.requestUpdate();
  }

  private async focusRow(id: Id | undefined): Promise<void> {
    if (!id) return;
    this.active = id;
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-page="${id}"]`)?.focus();
  }

  private typeAhead(letter: string, list: Row[], at: number): void {
    const now = Date.now();
    this.typed = now - this.typedAt < 700 ? this.typed + letter : letter;
    this.typedAt = now;
    const from = this.typed.length > 1 ? at : at + 1;
    const order = [...list.slice(from), ...list.slice(0, from)];
    const typed = this.typed.toLocaleLowerCase();
    void this.focusRow(order.find((row) => row.node.page.title.toLocaleLowerCase().startsWith(typed))?.node.page.id);
  }

  private key(event: KeyboardEvent, list: Row[]): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = list.findIndex((row) => row.node.page.id === this.active);
    const row = list[Math.max(at, 0)];
    if (!row) return;
    const id = row.node.page.id;
    const move: Record<string, () => void> = {
      ArrowDown: () => void this.focusRow(list[at + 1]?.node.page.id),
      ArrowUp: () => void this.focusRow(list[at - 1]?.node.page.id),
      Home: () => void this.focusRow(list[0]?.node.page.id),
      End: () => void this.focusRow(list.at(-1)?.node.page.id),
      ArrowRight: () => (row.expanded === false ? this.fold(id, true) : row.expanded && move.ArrowDown()),
      ArrowLeft: () => (row.expanded ? this.fold(id, false) : void this.focusRow(row.node.parent?.page.id)),
      '*': () => {
        for (const sibling of row.node.parent?.children ?? this.forest.roots) this.open.add(sibling.page.id);
        this.requestUpdate();
      },
      ' ': () => (event.target as HTMLElement).click(),
    };
    if (move[event.key]) move[event.key]();
    else if (event.key.length === 1) this.typeAhead(event.key, list, Math.max(at, 0));
    else return;
    event.preventDefault();
  }

  private toggle(event: Event, row: Row): void {
    event.preventDefault();
    event.stopPropagation();
    this.active = row.node.page.id;
    this.fold(row.node.page.id, !row.expanded);
  }

  private row(row: Row, tabStop: Id | undefined) {
    const { page, level } = row.node;
    return html`<a
      class="s-tree__row"
      role="treeitem"
      href="/p/${page.id}"
      data-page=${page.id}
      data-level=${Math.min(level, 8)}
      tabindex=${page.id === tabStop ? '0' : '-1'}
      aria-level=${level}
      aria-posinset=${row.position}
      aria-setsize=${row.size}
      aria-expanded=${row.expanded === undefined ? nothing : String(row.expanded)}
      aria-current=${page.id === this.current ? 'page' : nothing}
      @focus=${() => (this.active = page.id)}
      ><span
        class="s-tree__fold"
        aria-hidden="true"
        @click=${row.expanded === undefined ? undefined : (event: Event) => this.toggle(event, row)}
        >${row.expanded === undefined ? nothing : icon('kern-icon--chevron-right')}</span
      ><span class="s-tree__title">${page.title}</span></a
    >`;
  }

  private filterField() {
    if (this.forest.byId.size < filter_from) return nothing;
    return html`
      <div class="s-tree__filter">
        <label class="kern-label kern-label--small" for="s-tree-filter">${t('tree.filter')}</label>
        <input
          class="s-input"
          id="s-tree-filter"
          type="search"
          autocomplete="off"
          @input=${(event: Event) => this.filtered((event.target as HTMLInputElement).value)}
        />
      </div>`;
  }

  private filtered(words: string): void {
    this.words = words;
    if (words.trim()) announce(count('tree.found', filter(this.forest, words, filter_limit).total));
  }

  private more(shown: number) {
    if (!this.words.trim()) return nothing;
    const { total } = filter(this.forest, this.words, filter_limit);
    if (total === 0) return html`<p class="s-meta">${t('tree.nothing')}</p>`;
    return total > shown ? html`<p class="s-meta">${t('tree.more', { n: total - shown })}</p>` : nothing;
  }

  protected override render() {
    const list = this.visible();
    const tabStop = list.some((row) => row.node.page.id === this.active) ? this.active : list[0]?.node.page.id;
    const title = (node: Node) => node.page.id;
    return html`
      ${this.filterField()}
      ${list.length
        ? html`<div
            class="s-tree"
            role="tree"
            aria-label=${t('tree.label')}
            @keydown=${(event: KeyboardEvent) => this.key(event, list)}
          >
            ${repeat(list, (row) => title(row.node), (row) => this.row(row, tabStop))}
          </div>`
        : nothing}
      ${this.more(list.length)}`;
  }
}
