import type { OptionToMove } from '../code/edits/moveOption.js';
import type { Finding, TextEdit } from './finding.js';
import type { Judged } from './judge.js';

/** What makes the edits of a move; it reads code, which rules do not. */
export type Mover = (move: OptionToMove) => TextEdit[];

/** Findings with the edits of what is to be moved. */
export function withMoves(judged: readonly Judged[], mover: Mover): Finding[] {
  return judged.map(({ move, ...finding }) =>
    move ? { ...finding, edits: mover(move) } : finding,
  );
}

export function areMoves(judged: readonly Judged[]): boolean {
  return judged.some(({ move }) => move !== undefined);
}
