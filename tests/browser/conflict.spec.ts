import { colleague, expect, expectClean, expectRefusal, open, signIn, test } from './support';

test('two people in one page: different places merge, the same place is decided, no word is lost', async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/erste-tage');
  await page.goto(`${path}/edit`);
  const mine = page.getByLabel('Text (Markdown)');
  await mine.fill('# Erste Tage\n\nOben steht Wichtiges.\n\nIn der Mitte steht mehr.\n\nUnten steht der Rest.\n');
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText(/Als Fassung \d+ gespeichert/).first()).toBeVisible();

  const other = await colleague(browser, server, 'wojcik');
  await other.goto(`${path}/edit`);
  const theirs = other.getByLabel('Text (Markdown)');
  await expect(theirs).toHaveValue(/Oben steht/);

  await mine.fill((await mine.inputValue()).replace('Wichtiges', 'Wichtigstes'));
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.locator('.s-draft')).toContainText('Keine ungespeicherten Änderungen');
  await theirs.fill((await theirs.inputValue()).replace('der Rest', 'alles Übrige'));
  await other.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(other.getByText(/beide Änderungen stehen jetzt im Text/).first()).toBeVisible();
  await expect(theirs).toHaveValue(/Wichtigstes[^]*alles Übrige/);

  await page.reload();
  await expect(mine).toHaveValue(/alles Übrige/);
  await theirs.fill((await theirs.inputValue()).replace('steht mehr', 'steht Blaues'));
  await other.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(other.locator('.s-draft')).toContainText('Keine ungespeicherten Änderungen');
  await mine.fill((await mine.inputValue()).replace('steht mehr', 'steht Grünes'));
  expectRefusal(page, 409);
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'Gleichzeitig geändert' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Ihre Fassung' })).toContainText('Grünes');
  await expect(page.getByRole('region', { name: 'Gespeicherte Fassung der anderen Person' })).toContainText('Blaues');
  await page.getByRole('button', { name: 'In den Text übernehmen' }).click();
  await expect(mine).toBeFocused();
  await expect(mine).toHaveValue(/Wichtigstes[^]*Blaues[^]*Grünes[^]*alles Übrige/);
  await page.getByRole('button', { name: 'Speichern und schließen' }).click();
  for (const word of ['Wichtigstes', 'Blaues', 'Grünes', 'alles Übrige']) {
    await expect(page.locator('article .s-prose')).toContainText(word);
  }
  expectClean(other);
  await other.context().close();
});

test('a reader is told when the page changes, and reloads when they want to', async ({ page, browser, server }) => {
  await signIn(page, 'cwikowa');
  const path = await open(page, 'handbuch/datenschutz');
  const other = await colleague(browser, server, 'oezguel');
  await other.goto(`${path}/edit`);
  const area = other.getByLabel('Text (Markdown)');
  await area.fill(`${await area.inputValue()}\n\nNeu seit eben.\n`);
  await other.getByRole('button', { name: 'Speichern und schließen' }).click();
  await expect(page.getByText('Diese Seite wurde gerade geändert.')).toBeVisible();
  await expect(page.locator('article .s-prose')).not.toContainText('Neu seit eben.');
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await expect(page.locator('article .s-prose')).toContainText('Neu seit eben.');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expectClean(other);
  await other.context().close();
});
