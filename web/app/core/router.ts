// Addresses and views. Own links are followed without loading anew, also those inside rendered pages;
// the server answers every such address with the same shell, so reloading and sharing always work.
export interface Route {
  pattern: RegExp;
  tag: string;
  load: () => Promise<unknown>;
  open?: boolean; // readable without signing in
}
export interface Match {
  tag: string;
  params: Record<string, string>;
  query: URLSearchParams;
  hash: string;
  arrival: 'start' | 'follow' | 'back';
  scroll: number;
}

type Guard = () => Promise<boolean> | boolean;
type Show = (route: Route, match: Match) => void;

let routes: Route[] = [];
let show: Show = () => undefined;
let guard: Guard | undefined;
let shown = '';

const here = (): string => location.pathname + location.search;

export function resolve(path: string, arrival: Match['arrival'] = 'follow'): [Route, Match] {
  const url = new URL(path, location.origin);
  for (const route of routes) {
    const found = route.pattern.exec(url.pathname);
    if (!found) continue;
    const params = Object.fromEntries(
      Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? '')]),
    );
    const scroll = arrival === 'back' ? Number((history.state as { scroll?: number } | null)?.scroll ?? 0) : 0;
    return [route, { tag: route.tag, params, query: url.searchParams, hash: url.hash, arrival, scroll }];
  }
  throw new Error(`no route for ${path}`);
}

function display(arrival: Match['arrival']): void {
  shown = here();
  show(...resolve(location.href, arrival));
}

const keepScroll = (): void => history.replaceState({ ...history.state, scroll: scrollY }, '');

export async function go(path: string, options: { replace?: boolean; unasked?: boolean } = {}): Promise<void> {
  if (guard && !options.unasked && !(await guard())) return;
  guard = undefined;
  keepScroll();
  if (options.replace) history.replaceState({}, '', path);
  else history.pushState({}, '', path);
  display('follow');
}

// Changes the address without showing anything anew; for filters of the view that is open.
export function noteAddress(path: string): void {
  history.replaceState(history.state, '', path);
  shown = here();
}

export const again = (): void => display('follow');
export const leaveGuard = (ask: Guard | undefined): void => void (guard = ask);

function ownLink(event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return undefined;
  if (/^\/(api|assets|fonts)\//.test(link.pathname)) return undefined;
  return link.pathname + link.search === here() && link.hash ? undefined : link;
}

async function onPop(): Promise<void> {
  if (here() === shown) return; // only the fragment changed: the browser has scrolled already
  const left = shown;
  if (guard) {
    const target = here() + location.hash;
    history.pushState({}, '', left);
    return void go(target);
  }
  display('back');
}

export function startRouter(table: Route[], display_view: Show): void {
  routes = table;
  show = display_view;
  history.scrollRestoration = 'manual';
  document.addEventListener('click', (event) => {
    const link = ownLink(event);
    if (!link) return;
    event.preventDefault();
    void go(link.pathname + link.search + link.hash);
  });
  addEventListener('popstate', () => void onPop());
  display('start');
}
