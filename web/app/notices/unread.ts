// What the person has to know and has not read: asked for whenever another view is shown, told to whoever listens.
import { me } from '../core/session';
import { viewing } from '../core/viewing';
import { notices, type Notice } from './api';

type Listener = () => void;
const listeners = new Set<Listener>();
let list: Notice[] = [];

export const unread = (): Notice[] => list;

export function onUnread(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setUnread(next: Notice[]): void {
  list = next;
  for (const listener of listeners) listener();
}

export async function renewUnread(): Promise<void> {
  setUnread(me() && !viewing() ? await notices().catch(() => list) : []);
}
