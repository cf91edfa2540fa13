// Checks the client without a browser: types, texts, class names, weight. Ends with one line; exit 1 on a finding.
import { readFile, stat } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { kernClassesInCode } from './css.mjs';
import { glob } from './files.mjs';

const web = new URL('..', import.meta.url).pathname;
const read_view_bytes_max = 60 * 1024;
const font_bytes_max = 100 * 1024;
const findings = [];
const finding = (text) => findings.push(text);
const json = async (path) => JSON.parse(await readFile(path, 'utf8'));
const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort().join();

function types() {
  const run = spawnSync(`${web}node_modules/.bin/tsc`, ['--noEmit', '-p', web], { encoding: 'utf8' });
  if (run.status !== 0) finding(run.stdout.trim());
}

async function texts() {
  const [de, en] = [await json(`${web}texts/de.json`), await json(`${web}texts/en.json`)];
  for (const key of Object.keys(de)) {
    if (!(key in en)) finding(`texts: ${key} is missing in English`);
    else if (holes(de[key]) !== holes(en[key])) finding(`texts: ${key} has other holes in English`);
    if (key.endsWith('.one') && !(key.replace(/one$/, 'other') in de)) finding(`texts: ${key} has no plural`);
  }
  for (const key of Object.keys(en)) if (!(key in de)) finding(`texts: ${key} is missing in German`);
  const files = [...(await glob(`${web}app`, '.ts')), ...(await glob(`${web}../server/jobs`, '.cpp'))]; // what the server mails
  const code = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  const stems = [...code.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map(([, stem]) => stem);
  for (const key of Object.keys(de)) {
    const used = code.includes(`'${key}'`) || code.includes(`"${key}"`) || code.includes(`'${key.replace(/\.(one|other)$/, '')}'`);
    if (!used && !key.startsWith('problem.') && !stems.some((stem) => key.startsWith(stem))) finding(`texts: ${key} is used nowhere`);
  }
}

async function styles(css) {
  for (const name of await kernClassesInCode()) {
    if (name !== 'kern-ux' && !css.includes(`.${name}`)) finding(`styles: ${name} is used but not in the bundle`);
  }
  const code = (await Promise.all((await glob(`${web}app`, '.ts')).map((file) => readFile(file, 'utf8')))).join('\n');
  for (const [, name] of css.matchAll(/\.(s-[\w-]+)/g)) {
    if (!code.includes(name)) finding(`styles: .${name} is styled but used nowhere`);
  }
  if (/\bstyle=/.test(code)) finding('styles: a style attribute would break the content security policy');
}

async function weight({ scripts, style }) {
  const size = async (path) => (await stat(`${web}dist${path}.br`)).size;
  const sizes = await Promise.all([...scripts, style].map(size));
  const read = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const files = (await glob(`${web}dist/assets`, '.woff2')).filter((file) => !file.includes('latin-ext'));
  const fonts = (await Promise.all(files.map(async (file) => (await stat(file)).size))).reduce((sum, bytes) => sum + bytes, 0);
  if (read > read_view_bytes_max) finding(`weight: read view has ${read} bytes brotli, limit ${read_view_bytes_max}`);
  if (fonts > font_bytes_max) finding(`weight: fonts have ${fonts} bytes, limit ${font_bytes_max}`);
  return `read view ${(read / 1024).toFixed(1)} KB brotli, fonts ${(fonts / 1024).toFixed(1)} KB`;
}

types();
await texts();
let summary = 'not built, weight and styles not checked';
const start = await json(`${web}dist/start.json`).catch(() => undefined);
if (start) {
  await styles(await readFile(`${web}dist${start.style}`, 'utf8'));
  summary = await weight(start);
} else finding('dist/ is missing: run npm run build first');
for (const text of new Set(findings)) console.error(text);
console.log(`web check: ${findings.length} findings; ${summary}`);
process.exitCode = findings.length ? 1 : 0;
