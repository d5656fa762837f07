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
    yield batch.map((path) => factsOf(project, path));
  }
}

/** Code that a program has written may be nested so deeply that the stack ends; other files can still be told about. */
function factsOf(project: LazyProject, path: string): FileFacts {
  try {
    return readFileFacts(project, path);
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    const message = 'it, or a file that it imports, is nested too deeply';
    return {
      path,
      unreadable: [{ path, message, at: { line: 1, column: 1 } }],
      workflows: [],
      helpers: [],
      mounts: [],
      classes: [],
      clients: [],
      triggers: [],
    };
  }
}
