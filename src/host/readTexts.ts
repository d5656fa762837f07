import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { normalisePath } from './paths.js';
import type { Project } from './project.js';

/**
 * The text at a project relative path, or undefined when no file is there. For those who read tens of thousands: it waits
 * for the disk, which is six times as fast, and follows links wherever they lead, which the writer then refuses.
 * Throws HOST_PATH_OUTSIDE for what is no path inside a project.
 */
export function readText(project: Project, path: string): string | undefined {
  try {
    return readFileSync(join(project.root, normalisePath(path)), 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
    throw error;
  }
}
