import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../shared/json.js';
import type { ImportAlias } from './importAlias.js';
import type { Project } from './project.js';

const entry = z.unknown();

const manifestSchema = z.object({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  types: z.string().optional().catch(undefined),
  exports: entry.optional(),
  imports: z.record(z.string(), entry).optional().catch(undefined),
});

type Manifest = z.output<typeof manifestSchema>;

/**
 * What the packages of a monorepo mean when they import one another by name, and what each one's `imports` (`#lib/*`) mean
 * to itself. A target in a folder that is built stands for its source: `dist/x.js` for `src/x.ts`.
 */
export function packageAliases(
  { root }: Pick<Project, 'root'>,
  manifests: readonly string[],
): ImportAlias[] {
  return manifests.flatMap((path) => {
    const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
    const manifest = read(join(root, path));
    return manifest === undefined
      ? []
      : [...namedAliases(manifest, folder), ...ownImports(manifest, folder)];
  });
}

/** A package that cannot be read is nobody's. */
function read(path: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(parseJson(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function namedAliases({ name, exports, ...fields }: Manifest, folder: string): ImportAlias[] {
  if (name === undefined) return [];
  const main = [fields.types, fields.module, fields.main].flatMap((each) => each ?? []);
  const entries =
    exports === undefined
      ? ([
          ['.', [...main, './src/index', './index']],
          ['./*', ['./*', './src/*']],
        ] as const)
      : exportsIn(exports);
  return entries.flatMap(([subpath, targets]) =>
    toAliases(posix.join(name, subpath), targets, { folder, within: '' }),
  );
}

function ownImports({ imports = {} }: Manifest, folder: string): ImportAlias[] {
  return Object.entries(imports).flatMap(([specifier, target]) =>
    toAliases(specifier, targetsIn(target), { folder, within: folder }),
  );
}

/** `"./src/index.ts"`, conditions, or a table of subpaths. */
function exportsIn(exports: unknown): [subpath: string, targets: string[]][] {
  const isTable =
    typeof exports === 'object' &&
    exports !== null &&
    Object.keys(exports).some((key) => key.startsWith('.'));
  if (!isTable) return [['.', targetsIn(exports)]];
  return Object.entries(exports).map(([subpath, target]) => [subpath, targetsIn(target)]);
}

/** Every path among conditions; the first that leads to a source file will count. */
function targetsIn(target: unknown): string[] {
  if (typeof target === 'string') return target.startsWith('.') ? [target] : [];
  if (typeof target !== 'object' || target === null) return [];
  return Object.values(target).flatMap(targetsIn);
}

function toAliases(
  specifier: string,
  targets: readonly string[],
  { folder, within }: { folder: string; within: string },
): ImportAlias[] {
  const isExact = !specifier.includes('*');
  const sources = [...new Set([...targets, ...targets.map(sourceOf)])];
  return sources.flatMap((target) => {
    // The ending is looked for anyway.
    const path = posix.join(folder, isExact ? target : target.replace(/\*.*$/, ''));
    const prefix = specifier.replace(/\*.*$/, '');
    return [{ prefix, target: path.replace(/(?<!\.d)\.[cm]?[jt]sx?$/, ''), within, isExact }];
  });
}

function sourceOf(target: string): string {
  return target.replace(/^\.\/(?:dist|build|lib|out)\//, './src/').replace(/\.d\.[cm]?ts$/, '');
}
