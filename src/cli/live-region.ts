/** The last lines of a terminal, written over in place. */
export interface LiveRegion {
  /** Replaces the region, and leaves other lines above it for good. */
  draw(lines: readonly string[], above?: readonly string[]): void;
  /** Leaves lines above the region for good. */
  print(above: readonly string[]): void;
}

/** The terminal cuts off what is longer than it is wide, so that a line takes one row. */
const NO_WRAP = '\u001B[?7l';
const WRAP = '\u001B[?7h';

/** Writes to a terminal of `rows` rows. */
export function createLiveRegion(out: (text: string) => void, rows: () => number): LiveRegion {
  let shown: readonly string[] = [];
  const draw = (lines: readonly string[], above: readonly string[] = []) => {
    const before = shown.length;
    shown = fit(lines, rows() - 1);
    if (before + shown.length + above.length === 0) return;
    out(erased(before) + linesText(above) + NO_WRAP + linesText(shown) + WRAP);
  };
  return { draw, print: (above) => draw(shown, above) };
}

/** What does not fit would scroll away and could not be written over. */
function fit(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  const shown = lines.slice(0, Math.max(0, room - 1));
  return [...shown, `… and ${String(lines.length - shown.length)} more lines`];
}

function erased(lines: number): string {
  return lines === 0 ? '' : `\r\u001B[${String(lines)}A\u001B[0J`;
}

function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
