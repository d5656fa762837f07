import type { Body } from './body.js';
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';

export interface SigningKeys {
  readonly current: string;
  readonly next: string;
}

/** The constants of Upstash's own development server (`@upstash/qstash`, `src/client/dev.ts`). */
export const DEVELOPMENT_TOKEN =
  'eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=';
export const DEVELOPMENT_SIGNING_KEYS: SigningKeys = {
  current: 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r',
  next: 'sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs',
};

/**
 * The next key becomes the current one, and there is a new next key.
 *
 * Who still has the pair before verifies what is signed now by its next key, until the keys rotate again.
 * Source: https://upstash.com/docs/qstash/howto/roll-signing-keys
 */
export function rotateKeys({ next }: SigningKeys): SigningKeys {
  return { current: next, next: `sig_${randomBytes(14).toString('hex')}` };
}

/** Seconds a signature is valid. */
const LIFETIME = 300;

/**
 * The `Upstash-Signature` of a delivery: a JWT (HS256) over its URL and the hash of its body.
 *
 * `wall` is real time in milliseconds, because the receiver checks `exp` and `nbf` against the machine's clock.
 * Source: `@upstash/qstash`, `src/receiver.ts`.
 */
export function sign(options: {
  readonly key: string;
  readonly url: string;
  readonly body: Body;
  readonly wall: number;
}): string {
  const seconds = Math.floor(options.wall / 1_000);
  const claims = {
    iss: 'Upstash',
    sub: options.url,
    exp: seconds + LIFETIME,
    nbf: seconds,
    iat: seconds,
    jti: `jwt_${randomUUID()}`,
    body: createHash('sha256').update(options.body).digest('base64url'),
  };
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', options.key).update(content).digest('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
