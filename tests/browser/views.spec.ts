// Every view in light and dark: no finding of axe (WCAG 2.0 to 2.2, A and AA), no sideways scrolling at 320 px,
// nothing on the console, and the title of the window says where one is.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { expect, expectRefusal, open, signIn, test } from './support';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Style and form of the source do not matter in a document that scripts built; a combobox is no <select>; the style
// sheet keeps telephone numbers together.
const off = [
  'attribute-boolean-style', 'attribute-empty-style', 'doctype-style', 'long-title', 'no-raw-characters',
  'no-trailing-whitespace', 'prefer-native-element', 'tel-non-breaking', 'void-style',
];
const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    elements: ['html5'],
    rules: { ...Object.fromEntries(off.map((rule) => [rule, 'off' as const])), 'no-inline-style': 'error', 'valid-id': ['error', { relaxed: true }] },
  }),
);

// A unit with posts, and who holds one.
async function directory(page: Page): Promise<string[]> {
  const { items } = (await (await page.request.get('/api/contacts?q=Brunnen')).json()) as {
    items: { id: string; units: { id: string }[] }[];
  };
  return [`/people/${items[0].id}`, `/units/${items[0].units[0].id}`];
}

async function addresses(page: Page): Promise<string[]> {
  const rich = await open(page, 'handbuch/beschaffung');
  const edited = await open(page, 'handbuch/geschaeftsordnung/mitzeichnung');
  const { items } = (await (await page.request.get(`/api/pages/${edited.slice(3)}/revisions`)).json()) as {
    items: { revision: string }[];
  };
  return [
    '/',
    '/s/handbuch',
    rich,
    edited,
    `${rich}/edit`,
    `${edited}/access`,
    `${edited}/history`,
    `${edited}/compare?from=${items.at(-1)!.revision}&to=${items[0].revision}`,
    `${edited}/revisions/${items.at(-1)!.revision}`,
    '/search',
    '/search?q=Vergabe',
    '/search?q=Zaunk%C3%B6nigreich',
    `/spaces/handbuch/new?parent=${rich.slice(3)}`,
    '/spaces/handbuch/trash',
    '/spaces/handbuch/broken-links',
    '/spaces/handbuch/settings',
    '/organisation',
    '/organisation?q=Brunnen',
    ...(await directory(page)),
    '/notices',
    '/ownership',
    '/account',
    '/help',
    '/accessibility',
    '/no/such/place',
  ];
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.s-skeleton')).toHaveCount(0);
  await page.waitForLoadState('networkidle');
}

async function expectNoFindings(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect.soft(found).toEqual([]);
}

async function expectValid(page: Page, where: string): Promise<void> {
  const markup = (await page.content()).replace(/<!--[^]*?-->/g, '');
  const { results } = await validator.validateString(markup);
  const found = results.flatMap(({ messages }) => messages.map((one) => `${where}: ${one.ruleId} ${one.message} ${one.selector}`));
  expect.soft(found).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme });
    await page.goto('/sign-in');
    await settled(page);
    await expectNoFindings(page, 'sign-in');
    await signIn(page, 'oezguel');
    for (const address of await addresses(page)) {
      await page.goto(address);
      await settled(page);
      await expectNoFindings(page, address);
      if (colorScheme === 'light') await expectValid(page, address);
    }
  });

  test(`axe finds nothing in administration and dialogs, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
    await signIn(page, 'brueckner');
    for (const [address, button] of [
      ['/admin/people', 'Person hinzufügen'],
      ['/admin/groups', 'Gruppe hinzufügen'],
      ['/admin/spaces', 'Bereich anlegen'],
      ['/organisation', 'Einheit hinzufügen'],
      ['/admin/sources', 'Anmeldequelle hinzufügen'],
      ['/account', 'Token anlegen'],
      ['/account', 'App einrichten'],
    ]) {
      await page.goto(address);
      await settled(page);
      await expectNoFindings(page, address);
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoFindings(page, `${address}, dialog`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: button })).toBeFocused();
    }
    const [, unit] = await directory(page);
    for (const [address, button] of [
      ['/admin/levels', 'Ebene hinzufügen'],
      [unit, 'Besetzung ändern'],
    ]) {
      await page.goto(address);
      await settled(page);
      await page.getByRole('button', { name: button }).first().click();
      await expectNoFindings(page, address);
    }
  });
}

test('nothing scrolls sideways at 320 px', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, 'oezguel');
  const all = await addresses(page);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of all) {
    await page.goto(address);
    await settled(page);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(excess, address).toBeLessThanOrEqual(0);
  }
});

test('what is not there or not allowed says so and helps on', async ({ page }) => {
  await signIn(page, 'cwikowa');
  expectRefusal(page, 404);
  await page.goto('/p/99999999');
  await expect(page.getByRole('heading', { level: 1, name: 'Nicht gefunden' })).toBeVisible();
  await page.goto('/s/personal');
  await expect(page.getByRole('heading', { level: 1, name: 'Nicht gefunden' })).toBeVisible();
  expectRefusal(page, 403);
  await page.goto('/admin/people');
  await expect(page.getByRole('heading', { level: 1, name: 'Kein Zugriff' })).toBeVisible();
  await page.getByRole('link', { name: 'Zur Startseite' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
});

test('English', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.getByRole('button', { name: 'Mehmet Özgül-Hansen' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { name: 'Recently changed' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello');
  await page.getByRole('button', { name: 'Mehmet Özgül-Hansen' }).click();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
});
