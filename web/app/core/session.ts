// Who is signed in. `undefined` until the first answer, `null` when nobody is.
import * as api from './api';
import { useLanguage, type Language } from './i18n';
import { Problem } from './http';
import type { Me } from './types';
import { setViewing } from './viewing';

type Listener = () => void;
const listeners = new Set<Listener>();
let current: Me | null | undefined;

export const me = (): Me | null | undefined => current;

export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function setMe(next: Me | null): Promise<void> {
  current = next;
  if (!next) setViewing(undefined);
  if (next?.language) await switchLanguage(next.language);
  for (const listener of listeners) listener();
}

export async function loadMe(): Promise<void> {
  await switchLanguage(remembered());
  try {
    await setMe(await api.whoAmI());
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    await setMe(null);
  }
}

const key = 'stafette.language';
function remembered(): Language {
  return localStorage.getItem(key) === 'en' ? 'en' : 'de';
}

async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  await useLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  await switchLanguage(language);
  if (current) current = await api.changeLanguage(language);
  for (const listener of listeners) listener();
}
