// A short address from a German title: ä becomes ae, everything else that is not a letter or digit a hyphen.
const letters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

export const slugOf = (title: string): string =>
  title
    .toLocaleLowerCase('de')
    .replace(/[äöüß]/g, (letter) => letters[letter])
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
