// Text that has not reached the server yet, kept in this browser by person and page. The scratch on the server is the
// truth; an entry here lives only until its receipt, and only the person who typed it ever sees it.
import * as api from '../core/api';
import type { Id } from '../core/types';

export interface Entry extends api.ScratchText {
  page: Id;
  at: number; // milliseconds since 1970
}

const prefix = (person: Id): string => `stafette.journal.${person}.`;
const key = (person: Id, page: Id): string => prefix(person) + page;

export function keep(person: Id, entry: Entry): boolean {
  try {
    localStorage.setItem(key(person, entry.page), JSON.stringify(entry));
    return true;
  } catch {
    return false; // storage full or switched off: the server draft is the only copy
  }
}

export function kept(person: Id, page: Id): Entry | undefined {
  const text = localStorage.getItem(key(person, page));
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return undefined;
  }
}

export const forget = (person: Id, page: Id): void => localStorage.removeItem(key(person, page));

// A receipt removes the entry only when nothing newer was typed since.
export function acknowledge(person: Id, page: Id, epoch: number, seq: number): void {
  const entry = kept(person, page);
  if (entry && entry.epoch === epoch && entry.seq <= seq) forget(person, page);
}

export function unsent(person: Id): Entry[] {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix(person)));
  return names.map((name) => kept(person, name.slice(prefix(person).length))).filter((entry) => entry !== undefined);
}

export async function sendAll(person: Id): Promise<void> {
  for (const { page, at: _, ...text } of unsent(person)) {
    try {
      const receipt = await api.saveScratch(page, text);
      acknowledge(person, page, receipt.epoch, receipt.seq);
    } catch {
      // still unsent; the caller asks what to do
    }
  }
}

export const clearJournal = (person: Id): void => {
  for (const entry of unsent(person)) forget(person, entry.page);
};
