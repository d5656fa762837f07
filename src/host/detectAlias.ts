import { dirname, join, relative, resolve, sep } from 'node:path';
import { getTsconfig, type TsConfigResult } from 'get-tsconfig';
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

function aliasesIn(project: Project, { path, config }: TsConfigResult): Alias[] {
  const { paths = {}, baseUrl } = config.compilerOptions ?? {};
  const base = resolve(dirname(path), baseUrl ?? '.');
  return Object.entries(paths).flatMap(([pattern, [target]]) => {
    const prefix = wholeFolder(pattern);
    const folder = target === undefined ? undefined : wholeFolder(target);
    if (prefix === undefined || folder === undefined) return [];
    if (!aliasPrefixSchema().safeParse(prefix).success) return [];
    const inside = relative(project.root, resolve(base, folder)).split(sep).join('/');
    return inside.startsWith('..') ? [] : [{ prefix, target: inside === '' ? '.' : inside }];
  });
}

/** `./src/*` → `./src/`; undefined for anything that is not a folder and a star. */
function wholeFolder(pattern: string): string | undefined {
  const star = pattern.indexOf('*');
  return star === pattern.length - 1 && pattern.endsWith('/*') ? pattern.slice(0, -1) : undefined;
}

const missing = {
  code: 'missing-alias',
  message: 'tsconfig.json has no import alias; generated files import each other through one',
  fix: 'add "paths": { "@/*": ["./src/*"] } to its compilerOptions',
} as const;
