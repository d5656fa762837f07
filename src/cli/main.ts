#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import pc from 'picocolors';
import type { Io } from './io.js';
import { run } from './run.js';

// `trifold … | head` closes the pipe early, which is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), ioOfThisProcess());

function ioOfThisProcess(): Io {
  const forced = pc.isColorSupported && process.env['FORCE_COLOR'] !== undefined;
  return {
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    colour: {
      out: pc.isColorSupported && (forced || process.stdout.isTTY),
      err: pc.isColorSupported && (forced || process.stderr.isTTY),
    },
    out: (chunk) => process.stdout.write(chunk),
    err: (chunk) => process.stderr.write(chunk),
    outSize,
    readStdin: () => text(process.stdin),
    untilInterrupted,
  };
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    // Heard until the end: pnpm and tsx pass on a Ctrl-C that the terminal has sent to this process, too.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => resolve());
    }
  });
}

function outSize() {
  const { isTTY, rows, columns } = process.stdout;
  const canMove = isTTY && columns > 0 && process.env['TERM'] !== 'dumb';
  return canMove ? { rows, columns } : undefined;
}
