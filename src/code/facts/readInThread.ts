import { Worker } from 'node:worker_threads';
import type { FileFacts } from './fileFacts.js';
import type { Share } from './share.js';

/** Most of what is made while reading is garbage at once. With more room two threads took more memory together. */
const YOUNG_GENERATION_MB = 16;

/** Whether threads can run: a loader that compiles TypeScript on the way does not reach into them. */
export function canUseThreads(): boolean {
  return import.meta.url.endsWith('.js');
}

/** Reads a share in a thread of its own. */
export function readInThread(share: Share): Promise<FileFacts[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./factsThread.js', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    thread.once('message', (facts: FileFacts[]) => {
      resolve(facts);
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.postMessage(share);
  });
}
