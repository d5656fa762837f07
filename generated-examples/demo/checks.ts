import { isDeepStrictEqual } from 'node:util';

export interface Check {
  readonly title: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export function isMet(check: Check): boolean {
  return isDeepStrictEqual(check.actual, check.expected);
}

/** `ok` or `FAILED` and what was found instead. */
export function checkLine(check: Check): string {
  if (isMet(check)) return `  ok      ${check.title}`;
  const [expected, actual] = [check.expected, check.actual].map((value) => JSON.stringify(value));
  return `  FAILED  ${check.title}: expected ${expected}, found ${actual}`;
}
