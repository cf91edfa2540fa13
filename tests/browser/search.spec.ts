// Searching as civil servants do: any form of a word, narrowing, jumping to the place, and what the page says when it
// had to search for something else.
import { expect, test, signIn } from './support';

test('a word is found in other forms and in compounds, and the hit leads to its place', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/search');
  await page.getByLabel('Suchwörter').fill('Vergaben');
  await page.keyboard.press('Enter');
  const hits = page.locator('.s-hit');
  await expect(hits.first()).toBeVisible();
  await expect(page.locator('.s-snippet mark').first()).toBeVisible();
  const further = page.locator('.s-hit__more a').first();
  const address = await further.getAttribute('href');
  await further.click();
  await expect(page).toHaveURL(new RegExp(`${address!.replace('#', '.*#')}$`));
  await expect(page.locator(`[id="${address!.split('#')[1]}"]`)).toBeInViewport();
});

test('hits are narrowed by where they lie, and widened again', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/search?q=Akten');
  const facet = page.locator('.s-facet').first();
  await expect(facet).toBeVisible();
  const before = await page.locator('#hits').textContent();
  await facet.click();
  await expect(facet).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#hits')).not.toHaveText(before!);
  await expect(page).toHaveURL(/space=/);
  await page.locator('.s-facet[aria-pressed=true]').click();
  await expect(page.locator('#hits')).toHaveText(before!);
});

test('a search without hits says what can be tried, and a filter can always be removed', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/search?q=Akten&year=1950');
  await expect(page.getByText('Nichts gefunden')).toBeVisible();
  await expect(page.getByText('Geben Sie weniger Wörter ein.')).toBeVisible();
  await page.getByRole('button', { name: 'Filter entfernen' }).click();
  await expect(page.locator('.s-hit').first()).toBeVisible();
  await expect(page).not.toHaveURL(/year=/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('corrections and words left out are told', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/search?q=Dienstreize');
  await expect(page.getByText('Gesucht wurde nach „dienstreise“')).toBeVisible();
  await page.getByRole('link', { name: 'Genau nach „Dienstreize“ suchen' }).click();
  await expect(page.getByText('Nichts gefunden')).toBeVisible();
  await page.goto('/search?q=Dienstreise+Zaunk%C3%B6nigreich');
  await expect(page.getByText('Ohne: „Zaunkönigreich“')).toBeVisible();
  await page.getByRole('link', { name: 'So suchen Sie genauer' }).click();
  await expect(page.getByRole('heading', { name: 'Suchen', exact: true })).toBeInViewport();
});

test('results fit the screen in light, dark and on a phone', async ({ page }) => {
  await signIn(page, 'oezguel');
  for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 390]] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/search?q=Akten+Vorlage+Dienstreise');
    await expect(page.locator('.s-hit').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `../build/screenshots/search-${scheme}-${width}.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
