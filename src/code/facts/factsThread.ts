import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer } from './factsThreads.js';
import { readShare } from './readShare.js';
import type { Share } from './share.js';
import { createSources } from './sourceText.js';

// A thread that reads a share: it answers the facts of the files as JSON, which travels faster than what it says.
parentPort?.once('message', (share: Share) => {
  const sources = createSources(share.files, share.aliases, share.wrappers);
  for (const batch of readShare(sources, share.near, share.paths))
    answer({ read: batch.map((facts) => JSON.stringify(facts)) });
  answer('done');
});

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}
