import type { Io } from './io.js';

/** A line of a terminal's last row that is written over; without a terminal there is none. */
export interface ProgressLine {
  set(text: string): void;
  /** Says something that stays. */
  note(text: string): void;
  clear(): void;
}

const ERASE = '\r\u001B[K';

export function progressLine(io: Io): ProgressLine {
  const onTerminal = (text: string) => {
    if (io.isTerminal) io.err(text);
  };
  return {
    set: (text) => onTerminal(`${ERASE}${text}`),
    note(text) {
      onTerminal(ERASE);
      io.err(`${text}\n`);
    },
    clear: () => onTerminal(ERASE),
  };
}
