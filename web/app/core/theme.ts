// Light or dark follows the system unless the person chose; the choice stays in this browser.
export type Theme = 'system' | 'light' | 'dark';
const key = 'stafette.theme';

export function theme(): Theme {
  const chosen = localStorage.getItem(key);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function applyTheme(): void {
  const chosen = theme();
  if (chosen === 'system') delete document.documentElement.dataset.kernTheme;
  else document.documentElement.dataset.kernTheme = chosen;
}

export function chooseTheme(chosen: Theme): void {
  if (chosen === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, chosen);
  applyTheme();
}
