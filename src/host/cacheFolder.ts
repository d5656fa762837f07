import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './project.js';

/** Texts that may be lost at any time: what can be worked out again. */
export interface CacheFolder {
  read(name: string): string | undefined;
  write(name: string, text: string): void;
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
    write(name, text) {
      const target = join(folder, name);
      const staged = `${target}.${randomUUID()}`;
      try {
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(staged, text);
        // Two at once each leave a whole file.
        renameSync(staged, target);
      } catch {
        rmSync(staged, { force: true });
      }
    },
  };
}
