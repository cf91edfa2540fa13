// Builds dist/: index.html, assets/*.<hash>.* (fonts too), each text file with .br and .gz beside it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { purgedKern } from './css.mjs';
import { glob } from './files.mjs';

const web = new URL('..', import.meta.url).pathname;
const dist = `${web}dist/`;
const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

const kern = {
  name: 'kern',
  setup(bundler) {
    bundler.onResolve({ filter: /^kern\.css$/ }, () => ({ path: 'kern.css', namespace: 'kern' }));
    bundler.onLoad({ filter: /.*/, namespace: 'kern' }, async () => ({ contents: await purgedKern(), loader: 'css' }));
  },
};

async function bundle() {
  const result = await build({
    absWorkingDir: web,
    entryPoints: { app: 'app/main.ts', style: 'styles/main.css', icon: 'assets/icon.svg' },
    outdir: 'dist/assets',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    publicPath: '/assets',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    legalComments: 'linked',
    metafile: true,
    plugins: [kern],
    logLevel: 'warning',
  });
  return result.metafile;
}

function outputOf(metafile, entry) {
  const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  return `/${found[0].replace(/^dist\//, '')}`;
}

function startupChunks(metafile, entry) {
  const chunks = new Set();
  const visit = (path) => {
    if (chunks.has(path)) return;
    chunks.add(path);
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  visit(outputOf(metafile, entry).replace(/^\//, 'dist/'));
  return [...chunks];
}

async function writeIndex(metafile) {
  const style = Object.keys(metafile.outputs).find((path) => /assets\/style\.\w+\.css$/.test(path));
  const icon = Object.keys(metafile.outputs).find((path) => /assets\/icon\.\w+\.svg$/.test(path));
  const font = Object.keys(metafile.outputs).find((path) => /latin-400-normal\.\w+\.woff2$/.test(path) && !path.includes('ext'));
  const url = (path) => path.replace(/^dist/, '');
  const [app, ...chunks] = startupChunks(metafile, 'app/main.ts');
  const page = (await readFile(`${web}app/index.html`, 'utf8'))
    .replace('{style}', url(style))
    .replace('{icon}', url(icon))
    .replace('{font}', url(font))
    .replace('{app}', url(app))
    .replace('{chunks}', chunks.map((path) => `<link rel="modulepreload" href="${url(path)}">`).join('\n  '));
  await writeFile(`${dist}index.html`, page);
  await mkdir(`${dist}fonts`, { recursive: true });
  await writeFile(`${dist}fonts/OFL.txt`, await readFile(`${web}node_modules/@fontsource/fira-sans/LICENSE`));
  await writeFile(`${web}dist/start.json`, JSON.stringify({ scripts: [app, ...chunks].map(url), style: url(style) }));
}

async function compress(path) {
  const bytes = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${path}.br`, await brotli(bytes, { params }));
  await writeFile(`${path}.gz`, await gz(bytes, { level: 9 }));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await writeIndex(await bundle());
const texts = (await glob(dist, '')).filter((path) => /\.(html|js|css|svg|txt)$/.test(path));
await Promise.all(texts.map(compress));
