// A branch gets its own access list by keyboard: what it does is shown before it is done, holds at once for others, can
// be looked at as somebody else sees it, and can be given up again.
import { colleague, expect, expectClean, expectRefusal, open, signIn, test } from './support';

test('a manager closes a branch, looks as somebody else, and opens it again', async ({ page, browser, baseURL }) => {
  await signIn(page, 'cwikowa');
  const address = await open(page, 'bauantrag/protokolle');
  const other = await colleague(browser, baseURL!, 'straussmeier');
  await other.goto(address);
  await expect(other.getByRole('heading', { level: 1, name: 'protokolle' })).toBeVisible();

  await page.goto(`${address}/access`);
  await page.getByRole('button', { name: 'Eigene Berechtigungen für diesen Zweig' }).press('Enter');
  await expect(page.getByText('Diese Seite und ihre Unterseiten haben eigene Berechtigungen.')).toBeVisible();
  const add = page.getByRole('combobox', { name: 'Person, Gruppe, Einheit oder Dienstposten hinzufügen' });
  await add.fill('Sørensen');
  await expect(page.getByRole('option', { name: /Kirsten Sørensen-Voß/ })).toBeVisible();
  await add.press('Enter');
  await page.getByRole('button', { name: 'Entfernen Alle Angemeldeten' }).press('Enter');
  await page.getByRole('button', { name: 'Zugriff speichern' }).press('Enter');
  const effect = page.getByRole('dialog', { name: 'Auswirkung prüfen' });
  await expect(effect.getByText('1 Person verliert Rechte.')).toBeVisible();
  await expect(effect.getByRole('listitem')).toContainText(['Jörn Straußmeier']);
  await page.keyboard.press('Escape');
  await expect(effect).toBeHidden();
  await other.reload();
  await expect(other.getByRole('heading', { level: 1, name: 'protokolle' })).toBeVisible();
  await page.getByRole('button', { name: 'Zugriff speichern' }).press('Enter');
  await effect.getByRole('button', { name: 'Zugriff speichern' }).press('Enter');
  await expect(effect).toBeHidden();
  await expect(page.getByText('5 Personen haben Zugriff')).toBeVisible();
  expectRefusal(other, 404);
  await other.reload();
  await expect(other.getByRole('heading', { level: 1, name: 'protokolle' })).toBeHidden();
  await other.goto('/s/bauantrag');
  await expect(other.getByRole('treeitem', { name: 'Zeitplan' })).toBeVisible();
  await expect(other.getByRole('treeitem', { name: 'protokolle' })).toBeHidden();

  const who = page.getByRole('combobox', { name: 'Person, deren Zugriff Sie verstehen möchten' });
  await who.fill('Straußmeier');
  await expect(page.getByRole('option', { name: 'Jörn Straußmeier' })).toBeVisible();
  await who.press('Enter');
  await expect(page.getByText('In dieser Liste steht nichts, was hier zutrifft.')).toBeVisible();
  expectRefusal(page, 404);
  await page.getByRole('button', { name: 'Ansicht als Jörn Straußmeier' }).press('Enter');
  const bar = page.getByRole('region', { name: 'Ansicht als andere Person' });
  await expect(bar).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'protokolle' })).toBeHidden();
  await bar.getByRole('button', { name: 'Beenden' }).press('Enter');
  await expect(bar).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'protokolle' })).toBeVisible();

  await page.goto(`${address}/access`);
  await page.getByRole('button', { name: 'Eigene Berechtigungen aufgeben' }).press('Enter');
  const end = page.getByRole('dialog', { name: 'Eigene Berechtigungen aufgeben' });
  await expect(end.getByText('1 Person bekommt mehr Rechte.')).toBeVisible();
  await end.getByRole('button', { name: 'Aufgeben' }).press('Enter');
  await expect(page.getByText('Die Berechtigungen kommen vom Bereich')).toBeVisible();
  await other.goto(address);
  await expect(other.getByRole('heading', { level: 1, name: 'protokolle' })).toBeVisible();
  expectClean(other);
});

test('an administrator opens a closed space with a reason, and its managers see it', async ({ page, browser, baseURL }) => {
  await signIn(page, 'brueckner');
  expectRefusal(page, 404);
  await page.goto('/spaces/personal/settings');
  await page.getByRole('button', { name: 'Notzugriff' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Notzugriff' });
  await dialog.getByLabel('Grund').fill('zu kurz');
  expectRefusal(page, 422);
  await dialog.getByRole('button', { name: 'Lesen öffnen' }).press('Enter');
  await expect(dialog.getByText('Bitte nennen Sie einen Grund mit mindestens 10 Zeichen.')).toBeVisible();
  await dialog.getByLabel('Grund').fill('Beschwerde des Personalrats');
  await dialog.getByRole('button', { name: 'Lesen öffnen' }).press('Enter');
  await expect(dialog).toBeHidden();
  await page.goto('/s/personal');
  await expect(page.getByRole('heading', { level: 1, name: 'Personal – vertraulich' })).toBeVisible();
  const manager = await colleague(browser, baseURL!, 'soerensen');
  await manager.goto('/s/personal');
  await expect(manager.getByText('Grund: Beschwerde des Personalrats')).toBeVisible();
  await manager.getByRole('button', { name: 'Notzugriff beenden' }).press('Enter');
  await expect(manager.getByText(/Notzugriff: Änne Brückner konnte von/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Personal – vertraulich' })).toBeHidden();
  expectClean(manager);
});
