/** Fields that fixes change; the spelling of everything would be most of what is kept. */
export const CHANGEABLE_FIELDS: ReadonlySet<string> = new Set([
  'failureUrl',
  'flowControl',
  'key',
  'ratePerSecond',
  'retries',
  'retryDelay',
]);
