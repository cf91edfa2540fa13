// Bundles tests/*_test.ts for node:test and runs them.
import { rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { glob } from './files.mjs';

const web = new URL('..', import.meta.url).pathname;
const out = `${web}node_modules/.cache/tests`;
await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: web,
  entryPoints: await glob(`${web}tests`, '_test.ts'),
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--test', ...(await glob(out, '.mjs'))], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
