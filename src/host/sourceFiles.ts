import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

/** Folders of tools and of what they make; those that start with a dot are left out as well. */
const NOT_SOURCE = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * The source files in some folders or files of a project, sorted, project relative; `.` is the whole project.
 * Declarations and links are left out. A path that is not there is left out, too. Throws HOST_PATH_OUTSIDE.
 */
export async function sourceFiles(project: Project, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const folder = path.replace(/^(?:\.\/)+|\/+$/g, '');
      if (folder === '' || folder === '.') return walk(project.root, '');
      const { absolute, stats } = await resolveInside(project, folder);
      if (stats?.isDirectory()) return walk(absolute, folder);
      return stats?.isFile() && SOURCE.test(folder) ? [folder] : [];
    }),
  );
  return [...new Set(found.flat())].sort();
}

async function walk(absolute: string, path: string): Promise<string[]> {
  const entries = await readdir(absolute, { withFileTypes: true });
  const inside = await Promise.all(
    entries.map(async (entry) => {
      const { name } = entry;
      const below = path === '' ? name : `${path}/${name}`;
      if (entry.isFile()) return SOURCE.test(name) ? [below] : [];
      if (!entry.isDirectory() || NOT_SOURCE.has(name) || name.startsWith('.')) return [];
      return walk(join(absolute, name), below);
    }),
  );
  return inside.flat();
}
