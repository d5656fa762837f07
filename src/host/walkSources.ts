import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { type IgnoreRules, ignoreRulesAbove, isGitIgnored, withIgnoreFile } from './gitIgnore.js';
import type { Project } from './project.js';

/** What a project holds, as far as the linter is concerned; paths are project relative and sorted. */
export interface WalkedSources {
  /** Source files, declarations left out, and links with such a name. */
  readonly sources: readonly string[];
  /** Those of the sources that are links. */
  readonly links: ReadonlySet<string>;
  /** Every tsconfig.json and jsconfig.json. */
  readonly tsconfigs: readonly string[];
  /** Every package.json. */
  readonly manifests: readonly string[];
  /** Folders that may not be listed. */
  readonly closed: readonly string[];
}

const SOURCE = /(?<!\.d)(?<!\.d\.[^.]*)\.[cm]?[jt]sx?$/;

/** What tools put beside a package.json; elsewhere a folder of that name may be a route. */
const BUILT = new Set(['dist', 'build', 'out', 'coverage']);

/**
 * Finds the source files of a project: without what git ignores, `node_modules`, folders with a leading dot and what was
 * built. Links to folders are not followed. Synchronous, since that is twice as fast and nothing else goes on.
 */
export function walkSources({ root }: Pick<Project, 'root'>): WalkedSources {
  const found = {
    sources: new Array<string>(),
    links: new Set<string>(),
    tsconfigs: new Array<string>(),
    manifests: new Array<string>(),
    closed: new Array<string>(),
  };
  const walk = (folder: string, path: string, above: IgnoreRules) => {
    const entries = list(folder);
    if (entries === undefined) {
      found.closed.push(path);
      return;
    }
    const hasRules = entries.some(({ name }) => name === '.gitignore');
    const rules = hasRules ? withIgnoreFile(above, folder) : above;
    const isPackage = entries.some(({ name }) => name === 'package.json');
    for (const entry of entries) {
      const { name } = entry;
      const absolute = join(folder, name);
      const below = path === '' ? name : `${path}/${name}`;
      if (entry.isDirectory()) {
        if (name.startsWith('.') || name === 'node_modules' || (isPackage && BUILT.has(name)))
          continue;
        if (!isGitIgnored(rules, absolute, true)) walk(absolute, below, rules);
      } else if (name === 'tsconfig.json' || name === 'jsconfig.json') found.tsconfigs.push(below);
      else if (name === 'package.json') found.manifests.push(below);
      else if (SOURCE.test(name) && !isGitIgnored(rules, absolute, false)) {
        found.sources.push(below);
        if (!entry.isFile()) found.links.add(below);
      }
    }
  };
  walk(root, '', ignoreRulesAbove(root));
  return {
    sources: found.sources.sort(),
    links: found.links,
    tsconfigs: found.tsconfigs.sort(),
    manifests: found.manifests.sort(),
    closed: found.closed.sort(),
  };
}

function list(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
