// Hints about pages that are open: one WebSocket per tab, opened while something is watched, resumed with growing pauses.
import type { Id } from './types';

type Hint = { kind: string; id: Id };
type Listener = (hint: Hint) => void;

const watched = new Map<Id, Set<Listener>>();
let socket: WebSocket | undefined;
let attempts = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const tellServer = (): void => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ watch: [...watched.keys()].slice(0, 100) }));
};

// Hints may have been missed: everyone looks for themselves.
function resync(): void {
  for (const [id, listeners] of watched) for (const listener of listeners) listener({ kind: 'resync', id });
}

function received(text: string): void {
  const message = JSON.parse(text) as { seq?: number; kind?: string; id?: Id; resync?: boolean };
  if (message.resync) resync();
  else if (message.kind && message.id !== undefined) {
    const hint = { kind: message.kind, id: String(message.id) };
    for (const listener of watched.get(hint.id) ?? []) listener(hint);
  }
}

function connect(): void {
  clearTimeout(timer);
  if (socket || watched.size === 0) return;
  const own = (socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`));
  own.onopen = () => {
    if (attempts > 0) resync();
    attempts = 0;
    tellServer();
  };
  own.onmessage = (event) => received(String(event.data));
  own.onclose = () => {
    if (socket !== own) return;
    socket = undefined;
    attempts += 1;
    timer = setTimeout(connect, Math.min(60_000, 1000 * 2 ** attempts));
  };
}

export function watch(id: Id, listener: Listener): () => void {
  const listeners = watched.get(id) ?? new Set();
  watched.set(id, listeners.add(listener));
  connect();
  tellServer();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) watched.delete(id);
    if (watched.size === 0) {
      clearTimeout(timer);
      const own = socket;
      socket = undefined;
      own?.close();
    } else tellServer();
  };
}
