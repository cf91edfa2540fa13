// Rendered Markdown gets what only the reader's browser knows: wide tables become reachable by keyboard, links that
// leave the house and links that lead nowhere say so in words.
import { t } from '../core/i18n';

function hint(link: Element, text: string): void {
  const note = document.createElement('span');
  note.className = 'kern-sr-only';
  note.textContent = ` (${text})`;
  link.append(note);
}

export function enhance(root: Element | null): void {
  if (!root || root.hasAttribute('data-enhanced')) return;
  root.setAttribute('data-enhanced', '');
  for (const box of root.querySelectorAll<HTMLElement>('.table-scroll, pre')) {
    if (box.scrollWidth <= box.clientWidth) continue;
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', t(box.tagName === 'PRE' ? 'page.code_region' : 'page.table_region'));
  }
  for (const link of root.querySelectorAll('a.external')) hint(link, t('page.external'));
  for (const link of root.querySelectorAll('a.missing')) hint(link, t('page.missing'));
}
