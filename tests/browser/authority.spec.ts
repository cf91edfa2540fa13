// An administrator builds a small authority from nothing by keyboard alone: second factor, levels, units, posts, people
// and two spaces, whose rights hang on a unit and on a post. Then the people come and find what is theirs.
import type { Page } from '@playwright/test';
import { appCode, expect, expectClean, expectRefusal, press, serving, tabTo, test, watched } from './support';

const password = 'Achtzehn Enten am Deich 9';

const dialog = (page: Page) => page.getByRole('dialog').last();
const answer = (page: Page, name: string) => press(page, dialog(page).getByRole('button', { name, exact: true }).last());

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(new RegExp(`^\\s*${label}\\s*(– optional\\s*)?$`)).last());
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

// A search field with suggestions: type, wait, take the first.
async function choose(page: Page, label: string, text: string): Promise<void> {
  await type(page, label, text);
  await expect(page.getByRole('option', { name: new RegExp(text) }).first()).toBeVisible();
  await page.keyboard.press('Enter');
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await type(page, 'Benutzername', name);
  await type(page, 'Passwort', password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
}

async function addPerson(page: Page, name: string, account: string): Promise<string> {
  await press(page, page.getByRole('button', { name: 'Person hinzufügen' }));
  await type(page, 'Name', name);
  await type(page, 'Benutzername', account);
  await answer(page, 'Hinzufügen');
  const link = await dialog(page).getByLabel('Link', { exact: true }).inputValue();
  await answer(page, 'Schließen');
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  return link;
}

async function addUnit(page: Page, name: string, sign: string): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Einheit hinzufügen' }));
  await type(page, 'Name', name);
  await type(page, 'Kurzzeichen', sign);
  await answer(page, 'Hinzufügen');
  await expect(page.getByRole('heading', { level: 1, name: `${sign} ${name}` })).toBeFocused();
}

async function addPost(page: Page, name: string, tasks: string, holder: string): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Dienstposten hinzufügen' }));
  await type(page, 'Bezeichnung', name);
  await type(page, 'Aufgaben', tasks);
  await answer(page, 'Hinzufügen');
  await press(page, page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Besetzung ändern' }));
  await choose(page, 'Person hinzufügen', holder);
  await expect(page.getByRole('group', { name: holder })).toBeVisible();
  await answer(page, 'Speichern');
  await expect(page.getByRole('link', { name: holder })).toBeVisible();
}

// A space that nobody but its manager enters, then one more who may.
async function addSpace(page: Page, title: string, slug: string, reader: string): Promise<void> {
  await page.goto('/admin/spaces');
  await press(page, page.getByRole('button', { name: 'Bereich anlegen' }));
  await type(page, 'Name', title);
  await tabTo(page, page.getByLabel('Was dürfen alle Angemeldeten?'));
  await page.keyboard.press('Home');
  await answer(page, 'Anlegen');
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  await press(page, page.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: 'Einstellungen' }));
  await expect(page).toHaveURL(`/spaces/${slug}/settings`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await choose(page, 'Person, Gruppe, Einheit oder Dienstposten hinzufügen', reader);
  await press(page, page.getByRole('button', { name: 'Zugriff speichern' }));
  await expect(dialog(page).getByText('1 Person bekommt mehr Rechte.')).toBeVisible();
  await answer(page, 'Zugriff speichern');
  await expect(page.getByText('2 Personen haben Zugriff')).toBeVisible();
}

async function arrive(page: Page, link: string, account: string): Promise<void> {
  await page.goto(link);
  await type(page, 'Neues Passwort', password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible();
  await signIn(page, account);
}

test('by keyboard: an authority from nothing', async ({ browser }) => {
  test.setTimeout(60_000);
  const first = { arguments: ['user', 'add', 'leitung', '--admin', '--password-stdin'], input: password };
  await serving(first, async (baseURL) => {
    const someone = async () => watched(await (await browser.newContext({ baseURL, locale: 'de-DE' })).newPage());
    const page = await someone();
    await signIn(page, 'leitung');

    await page.goto('/account');
    await press(page, page.getByRole('button', { name: 'App einrichten' }));
    const secret = await dialog(page).locator('.s-mono').innerText();
    await type(page, 'Bestätigungscode', appCode(secret));
    await answer(page, 'Einrichten');
    await expect(page.getByRole('heading', { name: 'Ihre Wiederherstellungscodes' })).toBeVisible();
    await answer(page, 'Schließen');

    await page.goto('/admin/levels');
    await press(page, page.getByRole('button', { name: 'Vorlage Kommune' }));
    await press(page, page.getByRole('button', { name: 'Ebenen speichern' }));
    await expect(page.getByText('Gespeichert.').first()).toBeVisible();

    await page.goto('/admin/people');
    const anna = await addPerson(page, 'Anna Deichgräber', 'deichgraeber');
    const bodo = await addPerson(page, 'Bodo Weiß', 'weiss');

    await page.goto('/organisation');
    await addUnit(page, 'Gemeinde Wattenhus', '1');
    await addUnit(page, 'Bauamt', '60');
    await addPost(page, 'Sachbearbeitung Deiche', 'Deichschau', 'Anna Deichgräber');
    await page.goto('/organisation');
    await press(page, page.getByRole('link', { name: '1 Gemeinde Wattenhus' }));
    await addUnit(page, 'Kämmerei', '20');
    await addPost(page, 'Kassenleitung', 'Mahnungen', 'Bodo Weiß');

    await addSpace(page, 'Deiche', 'deiche', 'Bauamt');
    await addSpace(page, 'Kasse', 'kasse', 'Kassenleitung');
    expectClean(page);

    for (const [link, account, own, other] of [
      [anna, 'deichgraeber', 'Deiche', 'kasse'],
      [bodo, 'weiss', 'Kasse', 'deiche'],
    ] as const) {
      const newcomer = await someone();
      await arrive(newcomer, link, account);
      await press(newcomer, newcomer.getByRole('main').getByRole('link', { name: own }).first());
      await expect(newcomer.getByRole('heading', { level: 1, name: own })).toBeVisible();
      expectRefusal(newcomer, 404);
      await newcomer.goto(`/s/${other}`);
      await expect(newcomer.getByRole('heading', { level: 1, name: 'Nicht gefunden' })).toBeVisible();
      expectClean(newcomer);
      await newcomer.context().close();
    }
    await page.context().close();
  });
});
