import type { ProjectDefaults } from '../spec/parse.js';
import type { Alias } from './detectAlias.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

/**
 * Where routes and classes go in a project that does not keep them in `src`; undefined when it does.
 * Next.js ignores `src/app` when there is an `app` folder at the root
 * (https://nextjs.org/docs/app/api-reference/file-conventions/src-folder).
 */
export async function detectPaths(
  project: Project,
  alias: Alias | undefined,
): Promise<ProjectDefaults['paths']> {
  const hasApp = await isFolder(project, 'app');
  const hasSource = await isFolder(project, 'src');
  const source = hasApp || (!hasSource && alias?.target === '.') ? '' : 'src/';
  const modules = foldersOf(alias, hasSource);
  if (source === 'src/' && modules === 'src/') return undefined;
  return {
    routes: `${source}app/(backend)/api/workflows`,
    workflows: `${modules}server/workflows`,
  };
}

/** Classes are imported through the alias, so they must lie in its folder. */
function foldersOf(alias: Alias | undefined, hasSource: boolean): string {
  if (alias === undefined) return 'src/';
  if (alias.target !== '.') return `${alias.target}/`;
  return hasSource ? 'src/' : '';
}

async function isFolder(project: Project, path: string): Promise<boolean> {
  return (await resolveInside(project, path)).stats?.isDirectory() ?? false;
}
