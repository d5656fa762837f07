import { parentPort } from 'node:worker_threads';
import { readShare } from './readShare.js';
import type { Share } from './share.js';
import { createSources } from './sourceText.js';

// A thread of `readProjectFacts`: it is given a share, and answers the facts of its files.
parentPort?.once('message', (share: Share) => {
  const sources = createSources(share.files, share.aliases, share.wrappers);
  parentPort?.postMessage(readShare(sources, share.near, share.paths));
});
