// As much of a browser as the modules under test touch: storage, and a server that answers from a list.
export interface Sent {
  method: string;
  path: string;
  body: Record<string, unknown>;
}
type Answer = (sent: Sent) => Response | Promise<Response>;

export const sent: Sent[] = [];
let answer: Answer = () => json({});

export const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
export const nothing = (): Response => new Response(null, { status: 204 });
export const problem = (status: number, key: string): Response => json({ status, key }, status);
export const offline: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

export function serve(next: Answer): void {
  sent.length = 0;
  answer = next;
}

// Object.keys gives the stored names only, as in a browser.
export function freshStorage(): void {
  const hidden = (value: unknown) => ({ value, enumerable: false });
  const storage: Record<string, unknown> = {};
  Object.defineProperties(storage, {
    getItem: hidden((name: string) => (Object.hasOwn(storage, name) ? storage[name] : null)),
    setItem: hidden((name: string, value: string) => void (storage[name] = value)),
    removeItem: hidden((name: string) => void delete storage[name]),
  });
  Object.assign(globalThis, { localStorage: storage, sessionStorage: { getItem: () => null, removeItem: () => undefined } });
}

Object.assign(globalThis, {
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  fetch: (path: string, { method, body }: { method: string; body?: string }) => {
    const one = { method, path, body: body ? JSON.parse(body) : {} };
    sent.push(one);
    return Promise.resolve(answer(one));
  },
});
freshStorage();
