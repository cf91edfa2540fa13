import { expect, open, signIn, test } from './support';

test('by mouse: sign in, read, edit, save, compare, restore, search', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.getByRole('link', { name: 'Handbuch Verwaltung' }).click();
  await expect(page).toHaveTitle(/Handbuch Verwaltung/);
  await open(page, 'handbuch/urlaub');
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const before = await page.locator('.s-prose').innerText();

  await page.getByRole('link', { name: 'Bearbeiten', exact: true }).click();
  const area = page.getByLabel('Text (Markdown)');
  const text = await area.inputValue();
  await area.fill(`${text}\n\nDie Kantine hat einen Zaunkönig.\n`);
  await expect(page.locator('s-preview')).toContainText('Zaunkönig');
  await expect(page.locator('.s-draft')).toContainText('Entwurf gesichert');
  await page.getByLabel(/Was haben Sie geändert/).fill('Zaunkönig ergänzt');
  await page.getByRole('button', { name: 'Speichern und schließen' }).click();
  await expect(page.locator('article .s-prose')).toContainText('Die Kantine hat einen Zaunkönig.');

  await page.getByRole('link', { name: /^Fassung \d+$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Verlauf von „${title}“`);
  await expect(page.getByText('Zaunkönig ergänzt')).toBeVisible();
  await page.getByRole('link', { name: /Änderungen anzeigen/ }).first().click();
  await expect(page.locator('ins', { hasText: 'Zaunkönig' })).toBeVisible();

  await page.getByRole('button', { name: /Fassung \d+ wiederherstellen/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Wiederherstellen' }).click();
  await expect(page.locator('article .s-prose')).not.toContainText('Zaunkönig');
  expect(await page.locator('article .s-prose').innerText()).toBe(before);

  await page.getByRole('combobox', { name: 'Seiten durchsuchen' }).fill('Urlaub');
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByRole('heading', { level: 2, name: /Treffer/ })).toBeVisible();
  await page.locator('.s-hit a').first().click();
  await expect(page).toHaveURL(/\/p\/\d+/);
});

test('a draft survives the window, and only its author sees it', async ({ page }) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/vertretung');
  await page.goto(`${path}/edit`);
  await page.getByLabel('Text (Markdown)').fill('Noch nicht fertig gedacht.');
  await expect(page.locator('.s-draft')).toContainText('Entwurf gesichert');
  await page.goto(path);
  await expect(page.locator('article .s-prose')).not.toContainText('Noch nicht fertig gedacht.');
  await page.goto(`${path}/edit`);
  await expect(page.getByText(/Sie arbeiten an Ihrem Entwurf/)).toBeVisible();
  await expect(page.getByLabel('Text (Markdown)')).toHaveValue('Noch nicht fertig gedacht.');
  await page.getByRole('button', { name: 'Entwurf verwerfen' }).click();
  await expect(page.getByLabel('Text (Markdown)')).not.toHaveValue('Noch nicht fertig gedacht.');
});

test('leaving the editor asks, and keeps the draft', async ({ page }) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/vertretung');
  await page.goto(`${path}/edit`);
  await page.getByLabel('Text (Markdown)').fill('Für später.');
  await page.getByRole('link', { name: 'Stafette', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Entwurf behalten und gehen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guten Tag');
  await page.goto(`${path}/edit`);
  await expect(page.getByLabel('Text (Markdown)')).toHaveValue('Für später.');
  await page.getByRole('button', { name: 'Entwurf verwerfen' }).click();
});

test('a session that ran out does not cost a word', async ({ page, context }) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/vertretung');
  await page.goto(`${path}/edit`);
  const area = page.getByLabel('Text (Markdown)');
  const before = await area.inputValue();
  // Preview and attachments would ask for the password before anything is typed, and a modal dialog takes no text.
  await page.waitForLoadState('networkidle');
  await context.clearCookies();
  await area.fill(`${before}\n\nÜberdauert die Abmeldung.\n`);
  const dialog = page.getByRole('dialog', { name: 'Bitte melden Sie sich erneut an' });
  await dialog.getByLabel('Passwort').fill('Demo-Stafette-2026!');
  await dialog.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page.locator('.s-draft')).toContainText('Entwurf gesichert');
  await page.getByRole('button', { name: 'Speichern und schließen' }).click();
  await expect(page.locator('article .s-prose')).toContainText('Überdauert die Abmeldung.');
});

test('a new page, moved to the trash and brought back', async ({ page }) => {
  await signIn(page, 'oezguel');
  await page.goto('/s/handbuch');
  await page.getByRole('link', { name: 'Neue Seite' }).click();
  await page.getByLabel('Titel').fill('Fundbüro im Rathaus');
  await page.getByRole('button', { name: 'Anlegen und schreiben' }).click();
  await page.getByLabel('Text (Markdown)').fill('Fundsachen werden sechs Monate aufbewahrt.');
  await page.getByRole('button', { name: 'Speichern und schließen' }).click();
  await expect(page.locator('article .s-prose')).toContainText('sechs Monate');
  await page.getByRole('button', { name: 'Mehr' }).click();
  await page.getByRole('button', { name: 'In den Papierkorb' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'In den Papierkorb' }).click();
  await expect(page).toHaveURL(/\/s\/handbuch$/);
  await page.getByRole('link', { name: 'Papierkorb' }).click();
  await page.locator('li', { hasText: 'Fundbüro im Rathaus' }).getByRole('button', { name: 'Wiederherstellen' }).click();
  await expect(page.getByText('Der Papierkorb ist leer.')).toBeVisible();
  await page.goto('/s/handbuch');
  await expect(page.getByRole('treeitem', { name: 'Fundbüro im Rathaus' })).toBeVisible();
});

test('an attachment is added and shown', async ({ page }) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/haushalt');
  await page.goto(`${path}/edit`);
  const file = { name: 'Notiz mit Leerzeichen.txt', mimeType: 'text/plain', buffer: Buffer.from('Nur eine Notiz.\n') };
  await page.getByLabel('Dateien anhängen').setInputFiles(file);
  await expect(page.getByRole('link', { name: file.name })).toBeVisible();
  await page.getByRole('button', { name: 'In den Text' }).click();
  await expect(page.getByLabel('Text (Markdown)')).toHaveValue(/<Notiz mit Leerzeichen\.txt>/);
  await page.getByRole('button', { name: 'Speichern und schließen' }).click();
  await expect(page.locator('article .s-prose a', { hasText: 'Notiz mit Leerzeichen' })).toBeVisible();
});

test('a word in a file leads from the search to the file', async ({ page }) => {
  await signIn(page, 'oezguel');
  const path = await open(page, 'handbuch/haushalt');
  await page.goto(`${path}/edit`);
  const file = { name: 'Merkblatt.txt', mimeType: 'text/plain', buffer: Buffer.from('Der Zwischenwasserzähler wird geeicht.\n') };
  await page.getByLabel('Dateien anhängen').setInputFiles(file);
  const entry = page.getByRole('listitem').filter({ hasText: file.name });
  await expect(entry).toContainText('Text durchsuchbar', { timeout: 15_000 });
  await page.goto('/search?q=Zwischenwasserz%C3%A4hler');
  await expect(page.getByRole('main')).toContainText(file.name);
  await page.getByRole('list').getByRole('link', { name: 'Haushalt' }).click();
  await expect(page.locator('.s-files li', { hasText: file.name })).toBeFocused();
});
