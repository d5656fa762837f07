import type { Colors } from 'picocolors/types.js';
import type { RegenerateResult } from '../regenerate/outcome.js';

/** Which versions of the templates the workflows move across, and what those have changed: each move once. */
export function templateMovesText(
  { groups }: Pick<RegenerateResult, 'groups'>,
  colours: Colors,
): string[] {
  const moves = groups.flatMap(({ templates }) => (templates ? [templates] : []));
  const titles = new Set(moves.map(({ from, to }) => `templates ${from} → ${to}`));
  return [...titles].map((title) => {
    const same = moves.filter(({ from, to }) => `templates ${from} → ${to}` === title);
    const count = `${String(same.length)} ${same.length === 1 ? 'workflow' : 'workflows'}`;
    const lines = (same[0]?.changes ?? []).map(
      ({ version, change }) => `  ${version.padStart(3)}  ${change}\n`,
    );
    return [`${colours.bold(title)} (${count})\n`, ...lines].join('');
  });
}
