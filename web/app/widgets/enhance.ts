// Rendered Markdown gets what only the reader's browser knows: the language of its labels, which tables are wider than
// the screen, and in words what links that leave the house or lead nowhere say by colour.
import { t, type TextKey } from '../core/i18n';

const callouts: Record<string, TextKey> = {
  'callout-note': 'callout.note',
  'callout-tip': 'callout.tip',
  'callout-important': 'callout.important',
  'callout-warning': 'callout.warning',
  'callout-caution': 'callout.caution',
};

function hint(link: Element, text: string): void {
  const note = document.createElement('span');
  note.className = 'kern-sr-only';
  note.textContent = ` (${text})`;
  link.append(note);
}

function title(box: Element): void {
  const kind = [...box.classList].find((name) => name in callouts);
  if (!kind) return;
  const head = document.createElement('p');
  head.className = 'callout-title';
  head.textContent = t(callouts[kind]);
  box.prepend(head);
}

// Only what really scrolls is a stop for the keyboard, and then it has a name.
function scrollable(box: HTMLElement): void {
  const wide = box.scrollWidth > box.clientWidth;
  for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
  if (!wide) return;
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', t(box.tagName === 'PRE' ? 'page.code_region' : 'page.table_region'));
}

export function enhance(root: Element | null): void {
  if (!root || root.firstElementChild === null || root.firstElementChild.hasAttribute('data-enhanced')) return;
  root.firstElementChild.setAttribute('data-enhanced', '');
  for (const box of root.querySelectorAll('.callout')) title(box);
  for (const box of root.querySelectorAll<HTMLElement>('.table-scroll, pre')) scrollable(box);
  for (const link of root.querySelectorAll('a.external')) hint(link, t('page.external'));
  for (const link of root.querySelectorAll('a.missing')) hint(link, t('page.missing'));
  for (const link of root.querySelectorAll('.footnote-back')) link.setAttribute('aria-label', t('page.footnote_back'));
  for (const box of root.querySelectorAll('li.task input')) {
    if (!box.closest('label')?.textContent?.trim()) box.setAttribute('aria-label', t('page.checkbox_done'));
  }
}
