// Texts of the interface. German is the catalogue that decides which keys exist; a missing English key fails `npm run check`.
import german from '../../texts/de.json';

export type Language = 'de' | 'en';
export type TextKey = keyof typeof german;
type Values = Record<string, string | number>;

const catalogues: Partial<Record<Language, Record<string, string>>> = { de: german };
let current: Language = 'de';

export const language = (): Language => current;
export const locale = (): string => (current === 'de' ? 'de-DE' : 'en-GB');

export async function useLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en') catalogues.en ??= (await import('../../texts/en.json')).default;
  current = wanted;
  document.documentElement.lang = wanted;
}

function fill(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

const find = (key: string): string | undefined => catalogues[current]?.[key] ?? catalogues.de![key];

export const t = (key: TextKey, values?: Values): string => fill(find(key) ?? key, values);

// For keys that arrive from the server, such as problem keys.
export const maybeText = (key: string, values?: Values): string | undefined => {
  const text = find(key);
  return text === undefined ? undefined : fill(text, values);
};

type PluralStem = { [K in TextKey]: K extends `${infer Stem}.one` ? Stem : never }[TextKey];

export function count(stem: PluralStem, n: number, values?: Values): string {
  const form = new Intl.PluralRules(locale()).select(n) === 'one' ? 'one' : 'other';
  return fill(find(`${stem}.${form}`) ?? stem, { n: new Intl.NumberFormat(locale()).format(n), ...values });
}
