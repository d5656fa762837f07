import type { Figure } from './bench.js';

/** Figures as lines of text: what was measured, what is promised, and whether it holds. */
export function table(title: string, figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, budget, isKept }) => [
    what,
    measured,
    budget ?? '',
    budget === undefined ? '' : isKept ? 'kept' : 'BROKEN',
  ]);
  const all = [[title, 'measured', 'budget', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  return all
    .map((row) => row.map((cell, column) => align(cell, column, widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names to the left, figures to the right. */
function align(cell: string, column: number, width: number): string {
  return column === 1 ? cell.padStart(width) : cell.padEnd(width);
}
