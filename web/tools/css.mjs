// KERN as delivered has every utility at every breakpoint; only what a class name in app/ asks for is shipped.
// Class names are therefore literal strings in the code, never put together.
import { readFile } from 'node:fs/promises';
import { PurgeCSS } from 'purgecss';
import { glob } from './files.mjs';

const web = new URL('..', import.meta.url).pathname;

// Custom properties nobody reads, neither in KERN nor in our own sheets; one may be read only by another unused one.
function withoutUnusedProperties(css, own) {
  for (;;) {
    const used = new Set([...`${css}${own}`.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name));
    const next = css.replace(/(--kern-[\w-]+)\s*:[^;{}]*;/g, (rule, name) => (used.has(name) ? rule : ''));
    if (next === css) return css;
    css = next;
  }
}

// KERN hands its tokens to the components through one rule whose selector the purger does not understand.
function withPlainContext(css) {
  const found = /:is\(body,[^{]*\{([^}]*)\}/.exec(css);
  if (!found) throw new Error('KERN changed: the rule with the contextual tokens is gone');
  return css.replace(found[0], `body {${found[1]}}`);
}

export async function purgedKern() {
  const kern = await readFile(`${web}node_modules/@kern-ux/native/dist/kern.css`, 'utf8');
  const [result] = await new PurgeCSS().purge({
    content: [...(await glob(`${web}app`, '.ts')), `${web}app/index.html`],
    css: [{ raw: withPlainContext(kern) }],
    safelist: ['html', 'body'],
    dynamicAttributes: ['data-kern-theme'],
    keyframes: true,
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  });
  const own = await Promise.all((await glob(`${web}styles`, '.css')).map((file) => readFile(file, 'utf8')));
  const css = withoutUnusedProperties(result.css.replace(/\/\*[^]*?\*\//g, ''), own.join('\n'));
  return `/*! KERN UX-Standard (@kern-ux/native 2.7.2), EUPL-1.2, unused rules left out */\n${css}`;
}

export async function kernClassesInCode() {
  const names = new Set();
  for (const file of await glob(`${web}app`, '.ts')) {
    for (const [name] of (await readFile(file, 'utf8')).matchAll(/\bkern-[a-z][\w-]*/g)) names.add(name);
  }
  return names;
}
