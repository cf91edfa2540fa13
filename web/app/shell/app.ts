// The frame around every view: skip link, header, main, footer, status messages.
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { onConfirmationNeeded, onSessionEnd, Problem } from '../core/http';
import { t } from '../core/i18n';
import { resolve, startRouter, go, type Match, type Route } from '../core/router';
import { loadMe, me, onSessionChange } from '../core/session';
import { applyTheme } from '../core/theme';
import { problemView } from '../widgets/problem';
import { skeleton } from '../widgets/parts';
import { watchSession } from './session_clock';
import { signInAgain } from './sign_in_again';
import { footer } from './footer';
import { routes } from './routes';
import '../notices/notice_bar';
import { renewUnread } from '../notices/unread';
import './header';
import './status_bar';
import './viewing_bar';

applyTheme();
onSessionEnd(signInAgain);
onConfirmationNeeded(async () => (await import('../work')).confirmDialog());
watchSession();

@customElement('s-app')
export class App extends LitElement {
  @state() private view?: HTMLElement;
  @state() private failure?: Problem;
  private turn = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
    let person = me()?.person.id;
    onSessionChange(() => {
      if (me()?.person.id !== person && this.view) queueMicrotask(() => this.requestUpdate());
      person = me()?.person.id;
      this.requestUpdate();
    });
  }

  private async start(): Promise<void> {
    try {
      await loadMe();
      this.failure = undefined;
      startRouter(routes, (route, match) => void this.show(route, match));
    } catch (error) {
      this.failure = error instanceof Problem ? error : new Problem(-1, 'unexpected');
    }
  }

  private async show(route: Route, match: Match): Promise<void> {
    const turn = (this.turn += 1);
    if (!me() && !route.open) {
      const back = location.pathname + location.search;
      const path = back === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(back)}`;
      history.replaceState({}, '', path);
      [route, match] = resolve(path, match.arrival);
    }
    try {
      await route.load();
      this.failure = undefined;
    } catch {
      this.failure = new Problem(0, 'offline');
      return;
    }
    if (turn !== this.turn) return; // another address was followed meanwhile
    const view = document.createElement(route.tag) as HTMLElement & { match: Match };
    view.match = match;
    this.view = view;
    void renewUnread();
  }

  // Straight to the content; not a fragment link, which would change the address.
  private skip(event: Event): void {
    event.preventDefault();
    const target = this.querySelector<HTMLElement>('main h1') ?? this.querySelector<HTMLElement>('main');
    if (target) {
      target.tabIndex = -1;
      target.focus();
      target.scrollIntoView({ block: 'nearest' });
    }
  }

  private body() {
    if (this.failure) return problemView(this.failure, () => location.reload());
    return this.view ?? html`<div class="s-page">${skeleton()}</div>`;
  }

  protected override render() {
    return html`
      <a class="s-skip" href="#s-main" @click=${this.skip}>${t('app.skip')}</a>
      <s-header .language=${document.documentElement.lang} .me=${me() ?? null}></s-header>
      <s-viewing-bar></s-viewing-bar>
      <s-notice-bar></s-notice-bar>
      <main id="s-main">${this.body()}</main>
      ${footer()}
      <s-status-bar></s-status-bar>
      ${nothing}`;
  }
}

export const home = () => go('/');
