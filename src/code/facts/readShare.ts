import { interpreter } from '../follow/interpreter.js';
import { LazyProject } from '../follow/project.js';
import { batchesOf } from './batches.js';
import { readFileFacts, type FileFacts } from './fileFacts.js';
import type { Sources } from './sourceText.js';

/** Reads the given files, in batches: what is known of code is dropped after each, or it would fill the memory. */
export function* readShare(
  sources: Sources,
  near: ReadonlySet<string>,
  paths: Iterable<string>,
): Generator<FileFacts[]> {
  for (const batch of batchesOf(paths, sources.targetsOf)) {
    const project = new LazyProject({ ...sources, near, interpreter });
    yield batch.map((path) => readFileFacts(project, path));
  }
}
