// Who somebody is: second factor, confirmation, sessions, password links and passkeys in a real browser.
import type { Page } from '@playwright/test';
import { appCode, expect, expectRefusal, open, signIn, test } from './support';

const password = 'Demo-Stafette-2026!';

async function fillSignIn(page: Page, name: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Benutzername').fill(name);
  await page.getByLabel('Passwort').fill(secret);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/');
  await page.locator('.s-menu__button').click();
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible();
}

const answer = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

// The clock of the sign-in runs five minutes ahead of what the server knows: the next dangerous step asks.
async function staleOnce(page: Page, path: string): Promise<void> {
  expectRefusal(page, 403);
  const body = JSON.stringify({ status: 403, key: 'confirmation_needed', errors: [] });
  await page.route(path, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body }), {
    times: 1,
  });
}

test('an authenticator app is set up, asked for in a second step, and removed', async ({ page }) => {
  await signIn(page, 'wojcik');
  await page.goto('/account');
  await page.getByRole('button', { name: 'App einrichten' }).click();
  await expect(page.getByRole('img', { name: /QR-Code/ })).toBeVisible();
  const secret = await page.getByRole('dialog').locator('.s-mono').innerText();
  expectRefusal(page, 422);
  await page.getByLabel('Bestätigungscode').fill('000000');
  await answer(page, 'Einrichten').click();
  await expect(page.getByText('Dieser Code gilt nicht (mehr).')).toBeVisible();
  await page.getByLabel('Bestätigungscode').fill(appCode(secret));
  await answer(page, 'Einrichten').click();
  await expect(page.getByRole('heading', { name: 'Ihre Wiederherstellungscodes' })).toBeVisible();
  const recovery = (await page.locator('#once').inputValue()).split('\n');
  expect(recovery).toHaveLength(10);
  await answer(page, 'Schließen').last().click();
  await expect(page.getByText('Sie haben noch 10 Wiederherstellungscodes.')).toBeVisible();

  await signOut(page);
  await fillSignIn(page, 'wojcik');
  await expect(page.getByLabel('Bestätigungscode')).toBeFocused();
  await page.getByLabel('Bestätigungscode').fill(recovery[0]);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
  await signOut(page);
  await fillSignIn(page, 'wojcik');
  await page.getByLabel('Bestätigungscode').fill(appCode(secret, 1)); // the one of now was taken by the set-up
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Entfernen' }).click();
  await answer(page, 'Entfernen').click();
  await expect(page.getByText('Der zweite Faktor ist entfernt.').first()).toBeVisible();
  await signOut(page);
  await fillSignIn(page, 'wojcik');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
});

test('a dangerous step asks who is there, and nothing typed is lost', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Token anlegen' }).click();
  await page.getByLabel('Bezeichnung').fill('Statistik');
  await staleOnce(page, '**/api/me/tokens');
  await answer(page, 'Anlegen').click();
  await expect(page.getByRole('heading', { name: 'Bitte bestätigen Sie, dass Sie es sind' })).toBeVisible();
  expectRefusal(page, 422);
  await page.locator('#confirm-password').fill('falsch');
  await answer(page, 'Bestätigen').click();
  await expect(page.getByText('Das Passwort stimmt nicht.')).toBeVisible();
  await page.locator('#confirm-password').fill(password);
  await answer(page, 'Bestätigen').click();
  await expect(page.locator('#once')).toHaveValue(/^stafette_/);
  await answer(page, 'Schließen').last().click();
  await expect(page.getByRole('heading', { level: 3, name: 'Statistik' })).toBeVisible();
});

test('two minutes before the end a session is extended on request, and the text stays', async ({ page }) => {
  await signIn(page, 'oezguel');
  const address = await open(page, 'handbuch/urlaub');
  const left_s = [124, 119]; // then the server answers itself
  await page.route(
    '**/api/session',
    (route) => route.fulfill({ json: { expires_in_s: left_s.shift(), ends_in_s: 30_000, fresh_for_s: 0 } }),
    { times: 2 },
  );
  await page.goto(`${address}/edit`);
  await page.getByLabel('Text (Markdown)').fill('Angefangen');
  await expect(page.getByRole('heading', { name: 'Ihre Sitzung endet bald' })).toBeVisible();
  await answer(page, 'Angemeldet bleiben').click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByLabel('Text (Markdown)')).toHaveValue('Angefangen');
});

test('a person ends their session at another computer', async ({ page, browser, baseURL }) => {
  await signIn(page, 'soerensen');
  const elsewhere = await (await browser.newContext({ baseURL, locale: 'de-DE' })).newPage();
  await signIn(elsewhere, 'soerensen');
  await page.goto('/account');
  await expect(page.getByText('diese Sitzung')).toHaveCount(1);
  await page.getByRole('button', { name: 'Alle anderen beenden' }).click();
  await answer(page, 'Beenden').click();
  await expect(page.getByText('Alle anderen Sitzungen sind beendet.').first()).toBeVisible();
  await elsewhere.goto('/account');
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible();
  await elsewhere.context().close();
});

test('an administrator hands out a link, and the person chooses a password', async ({ page, browser, baseURL }) => {
  await signIn(page, 'brueckner');
  await page.goto('/admin/people');
  await page.getByRole('button', { name: 'Person hinzufügen' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Nele Neuhaus');
  await page.getByRole('dialog').getByLabel('Benutzername').fill('neuhaus');
  await answer(page, 'Hinzufügen').click();
  const link = await page.getByRole('dialog').getByLabel('Link', { exact: true }).inputValue();
  await answer(page, 'Schließen').last().click();

  const newcomer = await (await browser.newContext({ baseURL, locale: 'de-DE' })).newPage();
  await newcomer.goto(link);
  await expect(newcomer.getByText('Guten Tag, Nele Neuhaus.')).toBeVisible();
  expect(new URL(newcomer.url()).hash).toBe('');
  await newcomer.getByLabel('Neues Passwort').fill('Sommer-2026-!');
  await newcomer.getByRole('button', { name: 'Passwort festlegen' }).click();
  await expect(newcomer.getByText(/zu leicht zu erraten/)).toBeVisible();
  await newcomer.getByLabel('Neues Passwort').fill('Fußgängerüberweg im Nebel 7');
  await newcomer.getByRole('button', { name: 'Passwort festlegen' }).click();
  await expect(newcomer.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible();
  await fillSignIn(newcomer, 'neuhaus', 'Fußgängerüberweg im Nebel 7');
  await expect(newcomer.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
  await newcomer.goto(link);
  await expect(newcomer.getByText('Dieser Link gilt nicht mehr.')).toBeVisible();
  await newcomer.context().close();
});

test('a passkey is set up, signs in without name and password, and confirms', async ({ page, server }) => {
  const named = server.replace('127.0.0.1', 'localhost'); // passkeys belong to names
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${named}/sign-in`);
  await page.getByLabel('Benutzername').fill('straussmeier');
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
  await page.goto(`${named}/account`);
  await page.getByRole('button', { name: 'Passkey einrichten' }).click();
  await page.getByLabel('Bezeichnung').fill('Diensthandy');
  await answer(page, 'Weiter').click();
  await expect(page.getByRole('heading', { name: 'Ihre Wiederherstellungscodes' })).toBeVisible();
  await answer(page, 'Schließen').last().click();
  await expect(page.getByRole('heading', { level: 3, name: 'Diensthandy' })).toBeVisible();

  await page.locator('.s-menu__button').click();
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag, Jörn Straußmeier');

  await page.goto(`${named}/account`);
  await page.getByRole('button', { name: 'Token anlegen' }).click();
  await page.getByLabel('Bezeichnung').fill('Statistik');
  await staleOnce(page, '**/api/me/tokens');
  await answer(page, 'Anlegen').click();
  await answer(page, 'Mit Passkey').click();
  await expect(page.locator('#once')).toHaveValue(/^stafette_/);
});
