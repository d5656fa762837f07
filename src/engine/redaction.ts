import { createHash } from 'node:crypto';
import { base64Of } from './body.js';
import type { Body } from './body.js';

/** What of a message is not shown by the API; deliveries carry the original. */
export interface Redaction {
  readonly body: boolean;
  /** Names in lower case; `true` for all. */
  readonly headers: true | ReadonlySet<string>;
}

/**
 * Reads `Upstash-Redact-Fields`: `body`, `header`, `header[Authorization]`.
 *
 * Source: https://upstash.com/docs/qstash/howto/redact-fields; the SDK writes `header`, the documentation `headers`.
 */
export function parseRedaction(text: string | undefined): Redaction | undefined {
  if (text === undefined || text === '') return undefined;
  const fields = text.split(',').map((field) => field.trim());
  const names = fields.flatMap((field) => /^headers?\[(.+)\]$/.exec(field)?.[1] ?? []);
  return {
    body: fields.includes('body'),
    headers: fields.some((field) => /^headers?$/.test(field))
      ? true
      : new Set(names.map((name) => name.toLowerCase())),
  };
}

/** A text as the API shows it. */
export function shownText(text: string, redaction: Redaction | undefined): string {
  return redaction?.body === true ? redacted(text) : text;
}

/**
 * A body as the API shows it: in base64, and nowhere else, where it is no UTF-8.
 *
 * Source: https://upstash.com/docs/qstash/openapi.yaml, `Message`.
 */
export function shownBody(
  body: Body,
  redaction?: Redaction,
): { readonly body: string; readonly bodyBase64?: string } {
  if (redaction?.body === true) return { body: redacted(body) };
  return typeof body === 'string' ? { body } : { body: '', bodyBase64: base64Of(body) };
}

/** Headers as the API shows them: lists of values. */
export function shownHeaders(
  headers: Readonly<Record<string, string>>,
  redaction?: Redaction,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      [isHidden(name, redaction) ? redacted(value) : value],
    ]),
  );
}

function isHidden(name: string, redaction: Redaction | undefined): boolean {
  if (redaction === undefined) return false;
  return redaction.headers === true || redaction.headers.has(name.toLowerCase());
}

function redacted(shown: Body): string {
  return `REDACTED:${createHash('sha256').update(shown).digest('hex')}`;
}
