import { expect, signIn, test } from './support';

test('by keyboard: a unit, a post, who holds it, and found in the telephone book', async ({ page }) => {
  await signIn(page, 'brueckner');
  await page.goto('/organisation');
  await page.getByRole('link', { name: '66 Amt für Wasser und Boden' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '66 Amt für Wasser und Boden' })).toBeFocused();

  await page.getByRole('button', { name: 'Einheit hinzufügen' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Hochwasserschutz');
  await page.keyboard.press('Tab');
  await page.keyboard.type('66.3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '66.3 Hochwasserschutz' })).toBeFocused();

  await page.getByRole('button', { name: 'Dienstposten hinzufügen' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sachbearbeitung Deiche');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Deichschau und Pegelwache');
  await page.getByRole('dialog').getByRole('button', { name: 'Hinzufügen' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nicht besetzt')).toBeVisible();

  await page.getByRole('button', { name: 'Besetzung ändern' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Person hinzufügen').focus();
  await page.keyboard.type('Voß');
  await expect(page.getByRole('option', { name: 'Kirsten Sørensen-Voß' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Kirsten Sørensen-Voß' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Kirsten Sørensen-Voß' })).toBeVisible();

  await page.goto('/organisation');
  await page.getByLabel('Wen oder was suchen Sie?').focus();
  await page.keyboard.type('Pegel');
  await expect(page.getByRole('link', { name: 'Kirsten Sørensen-Voß' })).toBeVisible();
  await expect(page.getByText('Sachbearbeitung Deiche')).toBeVisible();
});

test('a change planned for later shows, and can be dropped', async ({ page }) => {
  await signIn(page, 'brueckner');
  await page.goto('/organisation');
  await page.getByRole('link', { name: '66.2 Gewässerunterhaltung' }).click();
  await page.getByRole('button', { name: 'Einheit ändern' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Gewässer und Deiche');
  await page.getByLabel('Gilt ab').fill('2099-01-01');
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('ab 01.01.2099')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('66.2 Gewässerunterhaltung');
  await page.getByRole('button', { name: 'Planung verwerfen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click();
  await expect(page.getByText('ab 01.01.2099')).toHaveCount(0);
});

test('somebody without the right to change sees the organisation and no buttons', async ({ page }) => {
  await signIn(page, 'cwikowa');
  await page.goto('/organisation');
  await page.getByRole('link', { name: '66.1 Wasserrecht' }).click();
  await expect(page.getByRole('heading', { name: 'Sachgebietsleitung' })).toBeVisible();
  await expect(page.getByRole('button', { name: /ändern|hinzufügen/ })).toHaveCount(0);
});
