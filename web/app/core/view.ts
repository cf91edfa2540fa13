// What every address shows: loads once, sets the title, moves the focus to its heading, and shows skeleton or problem.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { asProblem, type Problem } from './http';
import { t } from './i18n';
import type { Match } from './router';
import { problemView } from '../widgets/problem';
import { skeleton } from '../widgets/parts';

// Light DOM, so that the design system, print, find in page and ids across components work.
export class Light extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

export abstract class View<T> extends Light {
  @property({ attribute: false }) match!: Match;
  @state() protected data?: T;
  @state() protected failure?: Problem;
  protected stop = new AbortController();
  private arrived = false;

  protected abstract load(signal: AbortSignal): Promise<T>;
  protected abstract name(data: T): string;
  protected abstract content(data: T): TemplateResult;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.reload();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop.abort();
  }

  protected async reload(): Promise<void> {
    try {
      this.data = await this.load(this.stop.signal);
      this.failure = undefined;
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.failure = asProblem(error);
    }
    await this.updateComplete;
    if (this.isConnected) this.settle();
  }

  protected setTitle(text: string): void {
    document.title = t('app.title', { page: text });
  }

  private settle(): void {
    this.setTitle(this.data !== undefined && !this.failure ? this.name(this.data) : t('problem.title'));
    if (this.arrived) return;
    this.arrived = true;
    const target = this.match.hash && document.getElementById(decodeURIComponent(this.match.hash.slice(1)));
    if (this.match.arrival !== 'start' || target) this.focusOn(target || this.querySelector<HTMLElement>('h1'));
  }

  private focusOn(element: HTMLElement | null): void {
    if (element && !element.matches('a, button, input, [tabindex]')) element.tabIndex = -1;
    const anchor = this.match.hash && element && element.tagName !== 'H1';
    element?.focus({ preventScroll: true });
    if (anchor) element.scrollIntoView();
    else scrollTo(0, this.match.scroll);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure) return problemView(this.failure, () => void this.reload());
    if (this.data === undefined) return html`<div class="s-page">${skeleton()}</div>`;
    return this.content(this.data);
  }
}
