// Signing in through a provider that is no part of ours, and out again from both sides; and what is left when the
// provider is down.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { colleague, expect, freePort, providerSecret, test } from './support';

const back_channel_ms_max = 5_000;
const provider = 'Hausanmeldung';

async function startProvider(port: number, stafette: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(__dirname, 'provider.mjs'), String(port), stafette], {
    env: { ...process.env, STAFETTE_SECRET_HAUS: providerSecret, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((done, failed) => {
    child.once('exit', (code) => failed(new Error(`the provider ended with ${code}`)));
    child.stdout!.on('data', (text) => String(text).includes('listening') && done());
  });
  return child;
}

// A browser of its own; what the provider's pages write to their console is not ours.
async function visitor(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'de-DE' });
  return context.newPage();
}

async function signInThere(page: Page, to = '/help'): Promise<void> {
  await page.goto(`/sign-in?to=${to}`);
  await page.getByRole('link', { name: `Mit ${provider} anmelden` }).click();
  await page.locator('input[name=login]').fill('m.musterfrau');
  await page.locator('input[name=password]').fill('egal');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(new RegExp(`${to}$`));
  await expect(page.getByRole('button', { name: 'Dr. Mia Musterfrau' })).toBeVisible();
}

const status = async (page: Page): Promise<number> => (await page.request.get('/api/me')).status();

test('a provider is added, signs somebody in, ends the session from its side and from ours, and may fail', async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const running = await startProvider(port, server);
  try {
    const admin = await colleague(browser, server, 'brueckner');
    await admin.goto('/admin/sources');
    await admin.getByRole('button', { name: 'Anmeldequelle hinzufügen' }).focus();
    await admin.keyboard.press('Enter');
    await admin.keyboard.type(provider);
    await expect(admin.getByLabel('Kurzname')).toHaveValue('hausanmeldung');
    await admin.getByLabel('Kurzname').fill('haus');
    await admin.getByLabel('Aussteller').fill(`http://127.0.0.1:${port}`);
    await admin.getByLabel('Client-Kennung').fill('stafette');
    await admin.getByLabel('Angefragte Bereiche').fill('openid profile email groups');
    await admin.getByLabel('Merkmal mit den Gruppen').fill('groups');
    await admin.keyboard.press('Enter');
    await expect(admin.getByRole('heading', { level: 2, name: provider })).toBeVisible();
    await admin.getByRole('button', { name: 'Verbindung prüfen' }).click();
    await expect(admin.getByText(`Die Verbindung zu ${provider} steht.`)).toBeVisible();

    const mia = await visitor(browser, server);
    await signInThere(mia);
    expect(await status(mia)).toBe(200);

    // The provider's own sign-out, in another window of the same browser.
    const there = await mia.context().newPage();
    await there.goto(`http://127.0.0.1:${port}/session/end`);
    await there.getByRole('button', { name: 'Yes, sign me out' }).click();
    const since = Date.now();
    await expect.poll(() => status(mia), { intervals: [50], timeout: back_channel_ms_max }).toBe(401);
    expect(Date.now() - since).toBeLessThan(back_channel_ms_max);

    await signInThere(mia, '/');
    await mia.getByRole('button', { name: 'Dr. Mia Musterfrau' }).click();
    await mia.getByRole('button', { name: 'Abmelden' }).click();
    await mia.getByRole('button', { name: 'Yes, sign me out' }).click();
    await expect(mia).toHaveURL(/\/sign-in/);
    await mia.getByRole('link', { name: `Mit ${provider} anmelden` }).click();
    await expect(mia.locator('input[name=login]')).toBeVisible(); // signed out there, too

    await signInThere(mia, '/');
    await admin.getByRole('button', { name: 'Örtliche Konten abschalten' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Örtliche Konten abschalten' }).click();
    await expect(admin.getByRole('button', { name: 'Örtliche Konten einschalten' })).toBeVisible();
    running.removeAllListeners('exit');
    running.kill('SIGKILL');
    await new Promise((done) => running.once('exit', done));

    expect(await status(mia)).toBe(200); // who is signed in goes on working
    const late = await visitor(browser, server);
    await expect(async () => {
      await late.goto('/sign-in?to=/admin/sources'); // what is known of the provider is believed for ten seconds
      await late.getByRole('link', { name: `Mit ${provider} anmelden` }).click();
      await expect(late.getByText('zurzeit nicht erreichbar')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await late.getByText('Notfallzugang').click();
    await late.getByLabel('Benutzername').fill('brueckner');
    await late.getByLabel('Passwort').fill('Demo-Stafette-2026!');
    await late.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await expect(late).toHaveURL(/\/admin\/sources$/);
    await late.getByRole('button', { name: 'Örtliche Konten einschalten' }).click();
    await expect(late.getByRole('button', { name: 'Örtliche Konten abschalten' })).toBeVisible();
    await late.getByRole('button', { name: 'Verbindung prüfen' }).click();
    await expect(late.getByText(`Die Verbindung zu ${provider} steht nicht.`)).toBeVisible();
  } finally {
    running.kill('SIGKILL');
  }
});
