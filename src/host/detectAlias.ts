import { basename, dirname, join, relative, sep } from 'node:path';
import { createPathsMatcher, getTsconfig, type TsConfigResult } from 'get-tsconfig';
import { messageOf } from '../shared/nodeErrors.js';
import { aliasPrefixSchema } from '../spec/paths.js';
import { hostError } from './errors.js';
import type { Detection } from './finding.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

export interface Alias {
  /** `@/` */
  readonly prefix: string;
  /** Project relative folder, `.` for the root. */
  readonly target: string;
}

/**
 * The import alias in the project's tsconfig.json: `"@/*": ["./src/*"]`. With several, `@/` comes first, then `~/`, then
 * the first; of several targets the first, which is where TypeScript looks first.
 */
export async function detectAlias(project: Project): Promise<Detection<Alias>> {
  const { stats } = await resolveInside(project, 'tsconfig.json');
  const tsconfig = stats === undefined ? undefined : readTsconfig(project);
  const aliases = tsconfig === undefined ? [] : aliasesIn(project, tsconfig);
  const value =
    aliases.find(({ prefix }) => prefix === '@/') ??
    aliases.find(({ prefix }) => prefix === '~/') ??
    aliases[0];
  return value === undefined ? { value, findings: [missing] } : { value, findings: [] };
}

function readTsconfig(project: Project): TsConfigResult | undefined {
  const path = join(project.root, 'tsconfig.json');
  try {
    return getTsconfig(path) ?? undefined;
  } catch (error) {
    throw hostError('HOST_TSCONFIG_INVALID', 'cannot read tsconfig.json', {
      why: messageOf(error),
      fix: 'make `npx tsc --showConfig` work in the project first',
      cause: error,
    });
  }
}

function aliasesIn(project: Project, tsconfig: TsConfigResult): Alias[] {
  // The matcher knows which of the tsconfigs that extend each other the targets are relative to.
  const match = createPathsMatcher(tsconfig);
  const patterns = Object.keys(tsconfig.config.compilerOptions?.paths ?? {});
  return patterns.flatMap((pattern) => {
    const prefix = pattern.replace(/\*$/, '');
    if (prefix === pattern || !aliasPrefixSchema().safeParse(prefix).success) return [];
    const folder = folderOf(match?.(`${prefix}${PROBE}`));
    if (folder === undefined) return [];
    const target = relative(project.root, folder).split(sep).join('/');
    return target.startsWith('..') ? [] : [{ prefix, target: target === '' ? '.' : target }];
  });
}

const PROBE = 'module-in-question';

/** The folder that the first target, where TypeScript looks first, stands for; undefined unless it is a folder and a star. */
function folderOf(candidates: readonly string[] | undefined): string | undefined {
  const [first] = candidates ?? [];
  return first !== undefined && basename(first) === PROBE ? dirname(first) : undefined;
}

const missing = {
  code: 'missing-alias',
  message: 'tsconfig.json has no import alias; generated files import each other through one',
  fix: 'add "paths": { "@/*": ["./src/*"] } to its compilerOptions',
} as const;
