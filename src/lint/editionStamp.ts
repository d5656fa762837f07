import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Says which code reads and judges: this package's, and its package.json, which names the compiler. */
export function editionStamp(): string {
  const files = ['../code', '.'].flatMap((folder) =>
    filesIn(fileURLToPath(new URL(folder, import.meta.url))),
  );
  const manifest = fileURLToPath(new URL('../../package.json', import.meta.url));
  const hash = createHash('sha256');
  for (const file of [manifest, ...files]) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
