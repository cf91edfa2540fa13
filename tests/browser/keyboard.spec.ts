// The same work without a mouse: only keys, from the first Tab on.
import { expect, press, tabTo, test } from './support';

test('by keyboard: sign in, find, edit, save, compare, restore, sign out', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(page, page.getByLabel('Benutzername'));
  await page.keyboard.type('oezguel');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Demo-Stafette-2026!');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.keyboard.press('Shift+Tab');
  await tabTo(page, page.getByRole('combobox', { name: 'Seiten durchsuchen' }));
  await page.keyboard.type('Barriere');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await press(page, page.getByRole('link', { name: 'Bearbeiten', exact: true }));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page, page.getByLabel('Text (Markdown)'));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n\nDie Tastatur genügt.\n');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Als Fassung \d+ gespeichert/).first()).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Schließen' }));
  await expect(page.locator('article .s-prose')).toContainText('Die Tastatur genügt.');

  await press(page, page.getByRole('link', { name: /^Fassung \d+$/ }));
  await press(page, page.getByRole('link', { name: /Änderungen anzeigen/ }).first());
  await expect(page.locator('ins', { hasText: 'Tastatur' })).toBeVisible();
  await press(page, page.getByRole('button', { name: /wiederherstellen/ }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Wiederherstellen' }));
  await expect(page.locator('article .s-prose')).not.toContainText('Die Tastatur genügt.');

  await press(page, page.getByRole('button', { name: 'Mehmet Özgül-Hansen' }));
  await press(page, page.getByRole('button', { name: 'Abmelden' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeFocused();
});

test('the page tree is walked with arrow keys', async ({ page }) => {
  await page.goto('/sign-in?to=/s/handbuch');
  await page.getByLabel('Benutzername').fill('oezguel');
  await page.getByLabel('Passwort').fill('Demo-Stafette-2026!');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Handbuch');
  const items = page.getByRole('treeitem');
  await tabTo(page, items.first());
  const closed = page.locator('[role=treeitem][aria-expanded=false]').first();
  const name = (await closed.innerText()).trim();
  await page.keyboard.type(name.slice(0, 4));
  await expect(closed).toBeFocused();
  const count = await items.count();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[role=treeitem]:focus')).toHaveAttribute('aria-expanded', 'true');
  expect(await items.count()).toBeGreaterThan(count);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[role=treeitem]:focus')).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await items.count()).toBe(count);
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/p\/\d+$/);
});

test('skip link, menus and dialogs take the focus and give it back', async ({ page }) => {
  await page.goto('/help');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Zum Inhalt springen' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const menu = page.getByRole('button', { name: 'Anzeige' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
  await expect(menu).toHaveAttribute('aria-expanded', 'false');
});
