import { TrifoldError, type TrifoldErrorDetails } from '../shared/errors.js';

/** Every error of this module and when it is thrown. */
export const hostErrorCodes = {
  HOST_NO_PROJECT: 'no package.json in the folder or above it',
  HOST_PACKAGE_INVALID: 'package.json is not what npm would accept',
  HOST_TSCONFIG_INVALID: 'tsconfig.json cannot be read',
  HOST_CONFIG_INVALID: 'the configuration cannot be loaded, or says what Trifold does not know',
  HOST_CONFIG_TWICE: 'the project has two configurations',
  HOST_SDK_TOO_OLD:
    'the installed or declared @upstash/workflow lacks flow control on served routes',
  HOST_NOT_UTF8: 'a file has bytes that are no text',
  HOST_PATH_OUTSIDE: 'a path leads, or could lead, out of the project',
  HOST_NO_FILES: 'a path that was given is not there',
  HOST_NO_SOURCES: 'a given path has no source file in it',
  HOST_NOT_A_FILE: 'a folder or a link is where a file should be',
  HOST_NOT_A_FOLDER: 'a file is where a folder should be',
  HOST_CASE_COLLISION: 'two paths differ only in case',
  HOST_PATH_TWICE: 'two changes have the same target',
  HOST_TARGET_EXISTS: 'a file to move would replace another',
  HOST_FILE_MISSING: 'a file to move is not there',
  HOST_CHANGED_MEANWHILE: 'a file changed while a command was writing; everything was put back',
  HOST_GIT_FAILED:
    'git cannot read the repository, so that edits that are not committed are unknown',
  HOST_WRITE_FAILED: 'the disk refused a change; everything was put back',
  HOST_ROLLBACK_FAILED: 'the disk refused a change and then refused to put everything back',
  HOST_JOURNAL_INVALID: 'the journal of an interrupted command cannot be read',
  HOST_NOTHING_TO_UNDO: 'no command has written to the project, as far as this machine knows',
  HOST_CHANGED_SINCE: 'files changed after the command that is to be undone',
  HOST_LOCKED: 'another command is writing to the project',
  HOST_LOCK_LOST: 'the lock was taken over while a command was writing',
  HOST_RECORD_CONFLICT: 'a record file has merge conflict markers',
  HOST_RECORD_INVALID: 'a record file is not what Trifold wrote',
  HOST_RECORD_NEWER: 'a record file was written by a newer Trifold',
} as const;

export type HostErrorCode = keyof typeof hostErrorCodes;

export function hostError(
  code: HostErrorCode,
  message: string,
  details?: TrifoldErrorDetails,
): TrifoldError {
  return new TrifoldError(code, message, details);
}

export function changedMeanwhile(path: string): TrifoldError {
  return hostError('HOST_CHANGED_MEANWHILE', `${path} changed while it was about to be written`, {
    why: 'an editor or another tool saved it at the same moment',
    fix: 'run the command again',
  });
}
