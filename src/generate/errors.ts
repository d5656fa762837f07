import { TrifoldError, type TrifoldErrorDetails } from '../shared/errors.js';

/** Every error of this module and when it is thrown. */
export const generateErrorCodes = {
  GEN_TEMPLATE_MISSING: 'a template file cannot be read',
  GEN_TEMPLATE_BROKEN: 'a template does not compile or asks for an unknown name',
  GEN_FILE_LIST_INVALID: 'the list of files in the templates folder is not one',
  GEN_IMPORT_MISSING: 'a template imports a file that no template writes',
  GEN_TEMPLATES_FOLDER:
    "the folder of the team's own templates is not there, or not as it was ejected",
  GEN_VERIFY_FAILED: 'the planned files break a rule; nothing was written',
  GEN_TARGET_EXISTS: 'a file with other content is where a file should be written',
  GEN_PATH_TWICE: 'two planned files have the same path',
  GEN_ANSWERS_CHANGED: 'the workflow has been generated with answers that do not fit these',
  GEN_PROJECT_MISMATCH: 'the answers contradict what the project has once',
} as const;

export type GenerateErrorCode = keyof typeof generateErrorCodes;

export function generateError(
  code: GenerateErrorCode,
  message: string,
  details?: TrifoldErrorDetails,
): TrifoldError {
  return new TrifoldError(code, message, details);
}
