import { stripVTControlCharacters } from 'node:util';

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** The last lines of a terminal, written over in place. */
export interface LiveRegion {
  /** Replaces the region, and leaves other lines above it for good. */
  draw(lines: readonly string[], above?: readonly string[]): void;
  /** Leaves lines above the region for good. */
  print(above: readonly string[]): void;
}

export interface Terminal {
  readonly out: (text: string) => void;
  /** Read anew for every drawing; without limits where it is undefined. */
  readonly size: () => TerminalSize | undefined;
}

export function createLiveRegion({ out, size }: Terminal): LiveRegion {
  let lines: readonly string[] = [];
  let shown: readonly string[] = [];
  const draw = (next: readonly string[], above: readonly string[] = []) => {
    const { rows, columns } = size() ?? { rows: Infinity, columns: Infinity };
    const height = shown.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    lines = next;
    shown = fit(lines, rows - 1).map((line) => cut(line, columns));
    if (height + shown.length + above.length > 0) {
      out(erased(height) + linesText(above) + linesText(shown));
    }
  };
  return { draw, print: (above) => draw(lines, above) };
}

/** What does not fit would scroll away and could not be written over. */
function fit(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room) return lines;
  const kept = lines.slice(0, Math.max(0, room - 1));
  return [...kept, `… and ${String(lines.length - kept.length)} more lines`];
}

/** A terminal that was made narrower has wrapped its lines. */
function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
}

const COLOUR = new RegExp(`(${String.fromCodePoint(27)}\\[[\\d;]*m)`);

/** The start of a line that is too long, its colours left as they are. */
function cut(line: string, columns: number): string {
  if (stripVTControlCharacters(line).length <= columns) return line;
  let room = columns - 1;
  const parts = line.split(COLOUR).map((part) => {
    if (COLOUR.test(part)) return part;
    const kept = part.slice(0, room);
    room -= kept.length;
    return kept;
  });
  return `${parts.join('')}…`;
}

function erased(rows: number): string {
  return rows === 0 ? '' : `\r\u001B[${String(rows)}A\u001B[0J`;
}

function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
