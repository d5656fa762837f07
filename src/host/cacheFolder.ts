import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './project.js';

/** Texts that may be lost at any time: what can be worked out again. */
export interface CacheFolder {
  read(name: string): string | undefined;
  has(name: string): boolean;
  /** The text in parts: what is kept of a large project is too long to put together first. */
  write(name: string, parts: Iterable<string>): void;
}

/**
 * `node_modules/.cache/trifold`, where package managers and version control expect such things; undefined without a
 * `node_modules`. A folder that cannot be read or written is as good as an empty one.
 */
export function cacheFolderOf({ root }: Pick<Project, 'root'>): CacheFolder | undefined {
  const packages = join(root, 'node_modules');
  if (!existsSync(packages)) return undefined;
  const folder = join(packages, '.cache', 'trifold');
  return {
    read(name) {
      try {
        return readFileSync(join(folder, name), 'utf8');
      } catch {
        return undefined;
      }
    },
    has(name) {
      return existsSync(join(folder, name));
    },
    write(name, parts) {
      const target = join(folder, name);
      const staged = `${target}.${randomUUID()}`;
      try {
        mkdirSync(dirname(target), { recursive: true });
        writeParts(staged, parts);
        // Two at once each leave a whole file.
        renameSync(staged, target);
      } catch {
        rmSync(staged, { force: true });
      }
    },
  };
}

/** Characters that are written at once. */
const CHUNK = 1_000_000;

function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let chunk = '';
    for (const part of parts) {
      chunk += part;
      if (chunk.length < CHUNK) continue;
      writeWhole(file, chunk);
      chunk = '';
    }
    writeWhole(file, chunk);
  } finally {
    closeSync(file);
  }
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
}
