import { TrifoldError, type TrifoldErrorDetails } from '../shared/errors.js';

/** Every error of this module and when it is thrown. */
export const lintErrorCodes = {
  LINT_RULE_UNKNOWN: 'a rule is named that does not exist',
  LINT_BASELINE_INVALID: 'a baseline is not what Trifold wrote',
  LINT_BASELINE_MISSING: 'the baseline that was named is not there',
  LINT_FIX_BROKE: 'fixes leave code that cannot be parsed, or never end',
} as const;

export type LintErrorCode = keyof typeof lintErrorCodes;

export function lintError(
  code: LintErrorCode,
  message: string,
  details?: TrifoldErrorDetails,
): TrifoldError {
  return new TrifoldError(code, message, details);
}
