import { availableParallelism } from 'node:os';
import type { FileFacts } from './fileFacts.js';
import { mergeFacts } from './mergeFacts.js';
import { nearFiles } from './nearFiles.js';
import { canUseThreads, readInThread } from './readInThread.js';
import type { FactsOptions } from './readFacts.js';
import { sharesOf } from './share.js';
import { createSources, isSource, type Sources, type SourceText } from './sourceText.js';
import type { Facts } from './workflowFacts.js';

/** A thread loads the compiler anew; in that time some hundred files are read. */
const FILES_PER_THREAD = 400;

const MAX_THREADS = 2;

/** What `readFacts` answers, for projects of any size: in threads where there is much to read. */
export async function readProjectFacts(
  files: readonly SourceText[],
  { aliases }: Pick<FactsOptions, 'aliases'>,
): Promise<Facts> {
  const sources = createSources(
    files.filter(({ path }) => isSource(path)),
    aliases,
  );
  const near = nearFiles(sources);
  return mergeFacts(near.size === 0 ? [] : await readNear(sources, near, aliases));
}

async function readNear(
  sources: Sources,
  near: ReadonlySet<string>,
  aliases: FactsOptions['aliases'],
): Promise<FileFacts[]> {
  const count = Math.min(MAX_THREADS, availableParallelism(), near.size / FILES_PER_THREAD);
  if (count < 2 || !canUseThreads()) {
    const { readShare } = await import('./readShare.js');
    return readShare(sources, near, near);
  }
  const shares = sharesOf(sources, near, { aliases, count: Math.floor(count) });
  return (await Promise.all(shares.map(readInThread))).flat();
}
