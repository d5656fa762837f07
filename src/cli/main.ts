#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import pc from 'picocolors';
import { interruptible } from './interruptible.js';
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
    confirm,
    untilInterrupted,
  };
}

/** The default is no: what is asked for cannot always be taken back. */
async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // readline takes Ctrl-C from the terminal for itself, and says so on the interface only.
    terminal.on('SIGINT', () => process.emit('SIGINT'));
    const answer = await interruptible(() => terminal.question(`${question} (y/N) `));
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
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
