import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';
import { normalisePath } from './paths.js';
import type { Project } from './project.js';

/**
 * The text at a project relative path, or undefined when no file is there. For those who read tens of thousands: it waits
 * for the disk, which is six times as fast, and follows links wherever they lead, which the writer then refuses.
 * Throws HOST_PATH_OUTSIDE for what is no path inside a project, HOST_NOT_UTF8 for bytes that a text would not give back.
 */
export function readText(project: Project, path: string): string | undefined {
  const file = join(project.root, normalisePath(path));
  try {
    const text = readFileSync(file, AS_TEXT);
    // What node cannot decode becomes this character, which a file may also hold of its own.
    if (text.includes('\uFFFD') && !isUtf8(readFileSync(file))) throw notUtf8(path);
    return text;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
    throw error;
  }
}

/** Made once: from a plain `utf8` node makes it for every file. */
const AS_TEXT = { encoding: 'utf8', flag: 'r' } as const;

function notUtf8(path: string) {
  return hostError('HOST_NOT_UTF8', `${path} is not UTF-8`, {
    why: 'written back, the characters that cannot be read would be lost; nothing was written',
    fix: 'save it as UTF-8',
  });
}
