import type { Value } from './value.js';

/**
 * Functions of packages that answer what a promise, or a function, fails with instead of failing, or that try again: by
 * package, what they are called. `default` is what the package itself is.
 */
const settlers: Readonly<Record<string, readonly string[]>> = {
  neverthrow: [
    'fromPromise',
    'fromAsyncThrowable',
    'ResultAsync.fromPromise',
    'ResultAsync.fromThrowable',
  ],
  'await-to-js': ['default', 'to'],
  'await-of': ['default', 'of'],
  'safe-await': ['default'],
  'p-reflect': ['default'],
  'p-settle': ['default'],
  'p-retry': ['default'],
  'async-retry': ['default'],
  'exponential-backoff': ['backOff'],
  '@lifeomic/attempt': ['retry'],
  'es-toolkit': ['attemptAsync', 'retry'],
  radash: ['tryit', 'try', 'retry'],
  radashi: ['tryit', 'retry'],
};

export function settles({ shape }: Value): boolean {
  if (shape.kind !== 'external') return false;
  const names = Object.hasOwn(settlers, shape.module) ? settlers[shape.module] : undefined;
  return names?.includes(shape.path.join('.')) ?? false;
}
