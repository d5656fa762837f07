import type { Change } from '../host/change.js';
import type { CurrentAnswers } from './answers.js';
import type { Decision } from './decision.js';
import type { RegeneratedGroup } from './outcome.js';

/** What becomes of the files of one record, and what has to be done for it. */
export interface DecidedGroup {
  readonly group: RegeneratedGroup;
  readonly changes: readonly Change[];
}

export function groupOf(
  workflow: string | undefined,
  decisions: readonly Decision[],
  changes: readonly Change[],
  { changedAnswers, newAnswers, droppedAnswers }: Omit<CurrentAnswers, 'spec'> = NO_ANSWERS,
): RegeneratedGroup {
  const files = decisions.map(({ file }) => file);
  return {
    workflow,
    files,
    changedAnswers,
    newAnswers,
    droppedAnswers,
    isOutOfDate: changes.length > 0 || files.some(({ outcome }) => outcome === 'conflict'),
  };
}

const NO_ANSWERS = { changedAnswers: [], newAnswers: {}, droppedAnswers: [] };
