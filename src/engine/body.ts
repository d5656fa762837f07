import { isUtf8 } from 'node:buffer';

/** A body as it came, byte for byte: a text where it is UTF-8, else its bytes. */
export type Body = string | Buffer;

export function bodyFrom(bytes: Buffer): Body {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

/** The body as text; what is no UTF-8 is not what it was. */
export function textOf(body: Body): string {
  return typeof body === 'string' ? body : body.toString('utf8');
}

export function base64Of(body: Body): string {
  return (typeof body === 'string' ? Buffer.from(body, 'utf8') : body).toString('base64');
}

export function isSameBody(a: Body, b: Body): boolean {
  return a === b || (typeof a !== 'string' && typeof b !== 'string' && a.equals(b));
}

/** The first bytes of a body; no character of a text is cut. */
export function cut(bytes: Buffer, limit: number): Buffer {
  if (bytes.length <= limit) return bytes;
  let end = limit;
  // A byte of the form 10xxxxxx goes on with a character; none has more than three of them.
  while (end > limit - 3 && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
