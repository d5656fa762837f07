/** Where progress goes; a terminal has `isTTY`. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  update(text: string): void;
  /** Leaves the last text on a line of its own. */
  end(text: string): void;
}

const plainIntervalMs = 2_000;

/** One line that is written over on a terminal; elsewhere a plain line now and then. */
export function progressLine(
  output: ProgressOutput,
  now: () => number = () => performance.now(),
): ProgressLine {
  return output.isTTY === true ? overwritten(output) : plain(output, now);
}

function overwritten(output: ProgressOutput): ProgressLine {
  const write = (text: string) =>
    output.write(`\r\u001b[2K${text.slice(0, (output.columns ?? 80) - 1)}`);
  return {
    update: (text) => void write(text),
    end(text) {
      write(text);
      output.write('\n');
    },
  };
}

function plain(output: ProgressOutput, now: () => number): ProgressLine {
  let last = now();
  return {
    update(text) {
      if (now() - last < plainIntervalMs) return;
      last = now();
      output.write(`${text}\n`);
    },
    end: (text) => void output.write(`${text}\n`),
  };
}
