import type { WorkflowRecord } from '../host/record.js';
import { answersByPath } from '../spec/answerPaths.js';
import { type AnswerChanges, flagIn, flagNames } from '../spec/changes.js';
import { nearest } from '../spec/suggest.js';
import { regenerateError } from './errors.js';

/** What all workflows of a project have in common, since the files that they share depend on it. */
const OF_THE_PROJECT = ['sdk', 'framework', 'alias', 'paths.workflows'];

/** @throws TrifoldError REGENERATE_ANSWER_FIXED */
export function refuseFixedAnswers({ set, unset }: AnswerChanges, hasNames: boolean): void {
  const paths = [...Object.keys(answersByPath(set)), ...unset];
  if (paths.includes('name')) {
    throw regenerateError('REGENERATE_ANSWER_FIXED', 'the name of a workflow cannot be changed', {
      why: 'its record, its routes and the runs in progress are known by it',
      fix: 'generate a workflow with the new name, and move your operations over',
    });
  }
  const shared = paths.find((path) => OF_THE_PROJECT.some((owned) => areOne(path, owned)));
  if (!hasNames || shared === undefined) return;
  throw regenerateError('REGENERATE_ANSWER_FIXED', `${shared} belongs to the whole project`, {
    why: 'the workflows share files that depend on it',
    fix: 'leave the names out: every workflow is regenerated then',
  });
}

/** Whether one answer is the other, or in it. */
function areOne(path: string, other: string): boolean {
  return `${path}.`.startsWith(`${other}.`) || other.startsWith(`${path}.`);
}

/** @throws TrifoldError REGENERATE_UNKNOWN_FLAG when a flag is to go that no workflow has */
export function refuseUnknownFlags(
  { unset }: AnswerChanges,
  records: readonly WorkflowRecord[],
): void {
  const known = [...new Set(records.flatMap(({ answers }) => flagNames(answers)))];
  const unknown = unset.map(flagIn).find((name) => name !== undefined && !known.includes(name));
  if (unknown === undefined) return;
  throw regenerateError('REGENERATE_UNKNOWN_FLAG', `there is no flag ${unknown} to unset`, {
    why: known.length === 0 ? 'there are no flags' : `the flags are ${known.join(', ')}`,
    fix:
      known.length === 0
        ? 'leave it out'
        : `write ${nearest(unknown, known) ?? known.join(' or ')}`,
  });
}
