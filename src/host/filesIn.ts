import { readdir } from 'node:fs/promises';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

/** The files directly in a folder of the project, sorted, project relative; none when the folder is not there. */
export async function filesIn(project: Project, folder: string): Promise<string[]> {
  const { absolute, stats } = await resolveInside(project, folder);
  if (!stats?.isDirectory()) return [];
  const entries = await readdir(absolute, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}
