import type { OptionToMove } from '../code/edits/moveOption.js';
import type { Finding, TextEdit } from './finding.js';
import type { Judged } from './judge.js';

/** What makes the edits of a move; it reads code, which rules do not. */
export type Mover = (move: OptionToMove) => TextEdit[];

/** Findings with the edits of what is to be moved, or with the reason why `--fix` does not move it. */
export function withMoves(judged: readonly Judged[], mover: Mover): Finding[] {
  return judged.map(({ move: moving, ...finding }) => {
    if (!moving) return finding;
    if ('because' in moving) return leftAlone(finding, moving.because);
    const edits = mover(moving.move);
    if (edits.length === 0) return leftAlone(finding, 'what it is given cannot be taken there');
    return { ...finding, edits };
  });
}

function leftAlone(finding: Finding, because: string): Finding {
  return { ...finding, fix: `${finding.fix}; \`--fix\` does not: ${because}` };
}

export function areMoves(judged: readonly Judged[]): boolean {
  return judged.some(({ move: moving }) => moving !== undefined && 'move' in moving);
}
