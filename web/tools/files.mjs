import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export async function glob(folder, ending) {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return glob(path, ending);
      return path.endsWith(ending) ? [path] : [];
    }),
  );
  return found.flat().sort();
}
