import { parentPort, workerData } from 'node:worker_threads';
import { readShare } from './readShare.js';
import type { Share } from './share.js';
import { createSources } from './sourceText.js';

// A thread of `readProjectFacts`: it is given a share when it starts, and answers the facts of its files.
const share: Share = workerData;
const sources = createSources(share.files, share.aliases, share.wrappers);
parentPort?.postMessage(readShare(sources, share.near, share.paths));
