import { readFileSync } from 'node:fs';

/** From package.json, which is at the same place relative to `src/` and to `dist/`. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const json: unknown = JSON.parse(text);
  const isPackage = typeof json === 'object' && json !== null && 'version' in json;
  return isPackage ? String(json.version) : 'unknown';
}
