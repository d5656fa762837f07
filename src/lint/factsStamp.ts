import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Says which code makes facts: this package's, and its package.json, which names the compiler. */
export function factsStamp(): string {
  const folder = fileURLToPath(new URL('../code', import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const manifest = fileURLToPath(new URL('../../package.json', import.meta.url));
  const hash = createHash('sha256');
  for (const file of [manifest, ...files]) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
