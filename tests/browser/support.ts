// What every browser test stands on: the real server with a fresh demo agency, people who sign in, and a page that may
// neither write an error to the console nor break the content security policy.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, expect, type Browser, type Locator, type Page } from '@playwright/test';

const root = resolve(__dirname, '../..');
const binary = process.env.STAFETTE_BINARY ?? process.env.STAFETTE_BIN ?? join(root, 'build/release/stafette');
const password = 'Demo-Stafette-2026!'; // demo/agency.toml

export type Name = 'brueckner' | 'oezguel' | 'cwikowa' | 'wojcik' | 'straussmeier' | 'soerensen';

export const providerSecret = 'only-for-tests'; // of the identity source "haus"

export const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const reply = await fetch(`${url}/readyz`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the server did not become ready within 30 s');
}

interface Watched {
  findings: string[];
  allowed: RegExp[];
}
const watches = new WeakMap<Page, Watched>();

// The browser reports every refused request as an error; a test says which refusals belong to it.
export const expectRefusal = (page: Page, status: number): void => {
  watches.get(page)!.allowed.push(new RegExp(`status of ${status} `));
};

export async function watched(page: Page): Promise<Page> {
  const watch: Watched = { findings: [], allowed: [/status of 401 /] }; // "who am I" before signing in
  watches.set(page, watch);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watch.findings.push(message.text());
  });
  page.on('pageerror', (error) => watch.findings.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  return page;
}

export function expectClean(page: Page): void {
  const { findings, allowed } = watches.get(page)!;
  expect(findings.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
}

export async function signIn(page: Page, name: Name): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Benutzername').fill(name);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
}

// Another person at another computer.
export async function colleague(browser: Browser, baseURL: string, name: Name): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'de-DE', viewport: { width: 1280, height: 800 } });
  const page = await watched(await context.newPage());
  await signIn(page, name);
  return page;
}

// The address of a page by its path, as links of a mail would lead there.
export async function open(page: Page, path: string): Promise<string> {
  await page.goto(`/s/${path}`);
  await expect(page).toHaveURL(/\/p\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

// Without a mouse: forward with Tab until the target has the focus, then the key.
export async function tabTo(page: Page, target: Locator, limit = 90): Promise<void> {
  for (let i = 0; i < limit; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by Tab: ${target}`);
}

export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

// What an authenticator app computes (RFC 6238).
export function appCode(secret: string, step = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A server on a folder of its own that a command has filled before, as long as `use` lasts.
export async function serving(fill: { arguments: string[]; input?: string }, use: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stafette-browser-'));
  const data = join(folder, 'var');
  const url = `http://127.0.0.1:${await freePort()}`;
  const [command, ...rest] = fill.arguments;
  execFileSync(binary, [command!, ...rest, '--data', data], { cwd: root, input: fill.input, stdio: ['pipe', 'ignore', 'inherit'] });
  const server = spawn(binary, ['serve', '--data', data, '--listen', url.slice(7)], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, STAFETTE_SECRET_HAUS: providerSecret },
  });
  try {
    await ready(url, server);
    await use(url);
  } finally {
    server.kill('SIGTERM');
    await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done(0)));
    rmSync(folder, { recursive: true, force: true });
  }
}

export const test = base.extend<{ clean: void }, { server: string }>({
  server: [
    async ({}, use) => serving({ arguments: ['demo'] }, use),
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server),
  page: async ({ page }, use) => {
    await use(await watched(page));
    expectClean(page);
  },
});

export { expect };
