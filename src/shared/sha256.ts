import { createHash, hash } from 'node:crypto';

/** SHA-256 as lower-case hex; a string counts as its UTF-8 bytes. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** Of all parts; parts are told apart. */
export function sha256OfParts(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
