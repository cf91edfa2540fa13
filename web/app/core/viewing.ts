// Looking as somebody else: which view is on in this tab, for the requests that carry it and the bar that says so.
import type { Id, Person } from './types';

export interface Viewing {
  id: Id;
  person: Person;
}

const key = 'stafette.view_as';
const bus = new EventTarget();

export function viewing(): Viewing | undefined {
  const kept = sessionStorage.getItem(key);
  return kept ? (JSON.parse(kept) as Viewing) : undefined;
}

export function setViewing(next: Viewing | undefined): void {
  if (next) sessionStorage.setItem(key, JSON.stringify(next));
  else sessionStorage.removeItem(key);
  bus.dispatchEvent(new Event('change'));
}

export const onViewing = (listener: () => void): void => bus.addEventListener('change', listener);

// What belongs to the person who signed in is asked for as that person.
export const viewingHeader = (path: string): string | undefined =>
  /^\/api\/(me|session|view-as)\b/.test(path) ? undefined : viewing()?.id;
