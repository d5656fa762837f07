import { TrifoldError, type TrifoldErrorDetails } from '../shared/errors.js';

/** Every error of this module and when it is thrown. */
export const regenerateErrorCodes = {
  REGENERATE_CANNOT_ADOPT: 'a workflow is not in the layout that generated ones have',
  REGENERATE_ADOPTED_ALREADY: 'a workflow to adopt is recorded already',
  REGENERATE_NOTHING_RECORDED: 'nothing has been generated in this project',
  REGENERATE_UNKNOWN_WORKFLOW: 'a workflow to regenerate is not recorded',
  REGENERATE_ANSWER_FIXED: 'an answer cannot be changed, or not for one workflow alone',
  REGENERATE_UNKNOWN_FLAG: 'a flag is to be given up that no workflow has',
  REGENERATE_UNCOMMITTED: 'a file that would be changed has changes that are not committed',
  REGENERATE_BASE_MISSING: 'the recorded base of a file is not there',
} as const;

export type RegenerateErrorCode = keyof typeof regenerateErrorCodes;

export function regenerateError(
  code: RegenerateErrorCode,
  message: string,
  details?: TrifoldErrorDetails,
): TrifoldError {
  return new TrifoldError(code, message, details);
}
