/** Fields that fixes change where they are written; the spelling of everything would be most of what is kept. */
export const CHANGEABLE_FIELDS: ReadonlySet<string> = new Set(['key', 'ratePerSecond']);
