import { loadConfig } from '../host/config.js';
import { openProjectOrFolder } from '../host/project.js';
import { lintProject } from './lintProject.js';
import type { LintResult } from './lintSources.js';

export { allRules as rules } from './allRules.js';
export type { Finding, Position, Severity, TextEdit } from './finding.js';
export type { LintResult } from './lintSources.js';
export type { RuleMeta } from './rule.js';
export { rulePage } from './rulePage.js';

export interface LintRequest {
  /** A folder in the project: the nearest one with a package.json, here or above, or else the folder itself. */
  readonly cwd: string;
  /** Files, folders or globs to report on, relative to `cwd`; without any, the whole project. */
  readonly paths?: readonly string[];
  /** What an editor has not saved: texts by project relative path. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** A baseline, project relative: what it knows is left out. */
  readonly baseline?: string;
}

/**
 * What `trifold lint` finds, as data: paths are project relative, lines and columns start with 1. Broken code and files that
 * cannot be read are findings; a TrifoldError, with `code`, `why` and `fix`, is thrown for a configuration, a baseline or
 * paths that are wrong.
 */
export async function lint({ cwd, paths = [], ...options }: LintRequest): Promise<LintResult> {
  const project = await openProjectOrFolder(cwd);
  return lintProject(project, { config: await loadConfig(project), cwd, paths, ...options });
}
