import { TrifoldError } from '../shared/errors.js';

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/**
 * The number that a flag was given.
 *
 * @throws TrifoldError CLI_USAGE
 */
export function numberFlag(flag: string, text: string, { min, max, integer }: NumberRange): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= min && number <= max && (integer !== true || Number.isInteger(number))) {
    return number;
  }
  const kind = integer === true ? 'a whole number' : 'a number';
  throw new TrifoldError('CLI_USAGE', `${flag} takes ${kind}, not ${JSON.stringify(text)}`, {
    fix: `give one from ${String(min)} to ${String(max)}`,
  });
}
