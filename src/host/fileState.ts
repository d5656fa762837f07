import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { hasErrorCode } from '../shared/nodeErrors.js';
import type { FileState } from './change.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

export interface Look {
  /** Where the path really is. */
  readonly absolute: string;
  /** What is there; undefined for nothing. `other` is a symbolic link, which the writer does not replace, or a device. */
  readonly state: FileState | 'folder' | 'other' | undefined;
}

/**
 * What is at a path in exactly this spelling: where `Index.ts` and `index.ts` are one file, only the name that the folder
 * lists counts. A rename from one to the other is a removal and a new file.
 */
export async function lookAt(project: Project, path: string): Promise<Look> {
  const { absolute, stats, isLink } = await resolveInside(project, path);
  if (isLink) return { absolute, state: 'other' };
  if (stats === undefined || !(await isListed(absolute))) return { absolute, state: undefined };
  if (stats.isDirectory()) return { absolute, state: 'folder' };
  if (!stats.isFile()) return { absolute, state: 'other' };
  return { absolute, state: { content: await readFile(absolute), mode: stats.mode & 0o7777 } };
}

async function isListed(absolute: string): Promise<boolean> {
  try {
    return (await readdir(dirname(absolute))).includes(basename(absolute));
  } catch (error) {
    // A folder may be open to those who know the names in it, and closed to readers.
    if (hasErrorCode(error, 'EACCES', 'EPERM')) return true;
    throw error;
  }
}
