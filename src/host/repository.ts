import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Project } from './project.js';

/** Where a project is in its git repository, with a slash at the end; empty at its root, and without a repository. */
export function placeInRepository({ root }: Pick<Project, 'root'>): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      const place = relative(folder, root).split(sep).join('/');
      return place === '' ? '' : `${place}/`;
    }
    if (folder === dirname(folder)) return '';
  }
}
