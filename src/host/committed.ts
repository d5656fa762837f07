import { createHash } from 'node:crypto';
import { committedIds } from './git.js';
import type { Project } from './project.js';

/**
 * Tells whether a file with the given bytes, or no file, is what the last commit has at a path; a checkout may have turned
 * its line ends.
 */
export async function committedState(
  project: Project,
): Promise<(path: string, content: Uint8Array | undefined) => boolean> {
  const ids = await committedIds(project);
  return (path, content) => {
    const id = ids.get(path);
    if (id === undefined || content === undefined) return id === undefined && content === undefined;
    const text = Buffer.from(content).toString('utf8');
    return [content, Buffer.from(text.replaceAll('\r\n', '\n'))].some(
      (each) => blobId(each, id.length) === id,
    );
  };
}

/** As `git hash-object` has it; a repository has ids of 40 or of 64 digits. */
function blobId(content: Uint8Array, digits: number): string {
  return createHash(digits === 40 ? 'sha1' : 'sha256')
    .update(`blob ${String(content.length)}\0`)
    .update(content)
    .digest('hex');
}
