import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from './fileFacts.js';
import type { Share } from './share.js';

/** What a thread answers: the facts of some files, each as JSON, and at last that its share is read. */
export type ThreadAnswer = { readonly read: readonly string[] } | 'done';

export type OnRead = (facts: FileFacts, json: string) => void;

/** Threads that read shares. The compiler loads in them from the start, whatever else goes on meanwhile. */
export interface FactsThreads {
  readonly count: number;
  /** Reads one share in each; what is read is told as it comes, so that it is taken in while others are read. */
  read(shares: readonly Share[], onRead: OnRead): Promise<void>;
  end(): void;
}

const MAX_THREADS = 2;

/** Most of what is made while reading is garbage at once. With more room two threads took more memory together. */
const YOUNG_GENERATION_MB = 16;

/** As many threads as there are processors, up to two; undefined where one is all there could be. */
export function startFactsThreads(): FactsThreads | undefined {
  const count = Math.min(MAX_THREADS, availableParallelism());
  // A loader that compiles TypeScript on the way does not reach into threads.
  const canRun = import.meta.url.endsWith('.js');
  if (count < 2 || !canRun) return undefined;
  const threads = Array.from({ length: count }, startThread);
  return {
    count,
    async read(shares, onRead) {
      await Promise.all(
        threads.flatMap((thread, index) => {
          const share = shares[index];
          return share ? [readIn(thread, share, onRead)] : [];
        }),
      );
    },
    end() {
      for (const thread of threads) void thread.terminate();
    },
  };
}

function startThread(): Worker {
  const thread = new Worker(new URL('./factsThread.js', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  // It need not be waited for while it has nothing to read.
  thread.unref();
  return thread;
}

function readIn(thread: Worker, share: Share, onRead: OnRead): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.ref();
    thread.on('message', (answer: ThreadAnswer) => {
      if (answer === 'done') resolve();
      else
        for (const json of answer.read) {
          const facts: unknown = JSON.parse(json);
          if (isFacts(facts)) onRead(facts, json);
        }
    });
    thread.once('error', reject);
    thread.postMessage(share);
  });
}

/** A thread of ours wrote it. */
function isFacts(value: unknown): value is FileFacts {
  return typeof value === 'object' && value !== null && 'workflows' in value;
}
