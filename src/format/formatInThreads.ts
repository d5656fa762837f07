import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { TrifoldError } from '../shared/errors.js';
import { createFormatter, type Formatter } from './formatter.js';

export interface FormatTask {
  readonly id: number;
  readonly path: string;
  readonly content: string;
}

/** An error loses its class between threads, so it travels as data. */
export type FormatAnswer =
  | { readonly id: number; readonly text: string }
  | { readonly id: number; readonly failure: Failure };

type Failure =
  | {
      readonly code: string;
      readonly message: string;
      readonly why: string | undefined;
      readonly fix: string | undefined;
    }
  | { readonly bug: string };

/** A formatter that ends what goes on behind it when it is disposed of. */
export interface ThreadedFormatter extends AsyncDisposable {
  readonly format: Formatter;
}

/** A thread takes as long to start, and to become fast, as it takes to format about these. */
const FILES_WITHOUT_THREADS = 100;

/** Each has a Prettier of its own, of 100 MB; the disk is the next to be waited for. */
const MOST_THREADS = 4;

const THREAD = new URL('./formatThread.js', import.meta.url);

/**
 * As `createFormatter`, for many files: after the first few, threads format. Run from sources there are no threads, as a
 * loader that compiles TypeScript on the way does not reach into them.
 */
export function formatInThreads(root: string): ThreadedFormatter {
  const formatHere = createFormatter(root);
  const canUseThreads = existsSync(fileURLToPath(THREAD));
  let count = 0;
  let threads: FormattingThread[] | undefined;
  return {
    async format(path, content) {
      count += 1;
      if (!canUseThreads || count <= FILES_WITHOUT_THREADS) return formatHere(path, content);
      threads ??= startThreads(root);
      const load = Math.min(...threads.map((thread) => thread.load()));
      const idlest = threads.find((thread) => thread.load() === load);
      return (idlest?.format ?? formatHere)(path, content);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all((threads ?? []).map((thread) => thread[Symbol.asyncDispose]()));
      threads = undefined;
    },
  };
}

function startThreads(root: string): FormattingThread[] {
  const length = Math.min(MOST_THREADS, availableParallelism());
  return Array.from({ length }, () => startThread(root));
}

interface FormattingThread extends ThreadedFormatter {
  /** How many texts wait for it. */
  load(): number;
}

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: unknown) => void;
}

function startThread(root: string): FormattingThread {
  const thread = new Worker(THREAD, { workerData: root });
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let ended: Promise<never> | undefined;
  thread.on('message', (answer: FormatAnswer) => {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if ('text' in answer) resolve?.(answer.text);
    else reject?.(errorOf(answer.failure));
  });
  const end = (error: Error) => {
    ended ??= Promise.reject(error);
    ended.catch(() => {});
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.once('error', end);
  thread.once('exit', () => end(new Error('a thread that formats has ended')));
  return {
    load: () => waiting.size,
    format: (path, content) =>
      ended ??
      new Promise((resolve, reject) => {
        const task: FormatTask = { id: next, path, content };
        next += 1;
        waiting.set(task.id, { resolve, reject });
        thread.postMessage(task);
      }),
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}

function errorOf(failure: Failure): Error {
  if ('bug' in failure) return new Error(failure.bug);
  const { code, message, why, fix } = failure;
  return new TrifoldError(code, message, { ...(why && { why }), ...(fix && { fix }) });
}
