import { resolve } from 'node:path';
import pc from 'picocolors';
import { errorText } from '../report/error.js';
import { Interrupted, INTERRUPTED_EXIT_CODE } from './interruptible.js';
import { runPlop } from './run-plop.js';

// Stands in for plop's own command line, which ends with success when the plopfile does not load.
try {
  process.exitCode = await runPlop(process.argv.slice(2), {
    plopfile: resolve('plopfile.ts'),
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} catch (error) {
  const isInterrupted = error instanceof Interrupted;
  if (!isInterrupted) process.stderr.write(errorText(error, pc.createColors(pc.isColorSupported)));
  process.exitCode = isInterrupted ? INTERRUPTED_EXIT_CODE : 2;
}
