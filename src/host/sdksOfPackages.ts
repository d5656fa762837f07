import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../shared/json.js';
import type { Project } from './project.js';
import { majorOfRange, majorOfVersion, mayLackRate, type SaidMajor } from './sdkMajor.js';

const PACKAGE = '@upstash/workflow';

/** The SDK that the files of a package use; `major` is undefined where it cannot be told. */
export interface PackageSdk {
  /** Project relative folder of the package.json; empty for the project's own. */
  readonly folder: string;
  readonly major: 0 | 1 | undefined;
  /** Its flow control may know `ratePerSecond` alone. */
  readonly mayLackRate?: true;
}

const dependencies = z.record(z.string(), z.unknown()).optional().catch(undefined);

const manifestSchema = z.object({
  version: z.string().optional().catch(undefined),
  dependencies,
  devDependencies: dependencies,
  peerDependencies: dependencies,
  optionalDependencies: dependencies,
});

/**
 * Which SDK the packages of a project use: what Node would find from there, or else what the package.json declares. A
 * package that says nothing is left out: it uses what the one around it does. Synchronous, as `walkSources` is.
 */
export function sdksOfPackages(
  { root }: Pick<Project, 'root'>,
  manifests: readonly string[],
): PackageSdk[] {
  const folders = manifests
    .map((path) => posix.dirname(path))
    .map((path) => path.replace(/^\.$/, ''));
  const known = new Map<string, string | undefined>();
  return folders.flatMap((folder) => {
    const absolute = join(root, folder);
    const installed = installedFrom(absolute, known);
    if (installed !== undefined) return [sdkOf(folder, installed, majorOfVersion)];
    const declared = declaredIn(absolute);
    return declared === undefined ? [] : [sdkOf(folder, declared, majorOfRange)];
  });
}

function sdkOf(
  folder: string,
  said: string,
  majorOf: (said: string) => SaidMajor | undefined,
): PackageSdk {
  const major = majorIn(majorOf(said));
  return mayLackRate(said) ? { folder, major, mayLackRate: true } : { folder, major };
}

/** Newer majors are taken for the newest one known; what is older than 0.2.23 has rules of its own. */
function majorIn(said: SaidMajor | undefined): PackageSdk['major'] {
  if (said?.kind !== 'major' || said.isOpen) return undefined;
  return said.major === 0 ? 0 : 1;
}

function installedFrom(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (!known.has(folder)) {
    const here = readManifest(join(folder, 'node_modules', PACKAGE))?.version;
    const above = dirname(folder);
    known.set(folder, here ?? (above === folder ? undefined : installedFrom(above, known)));
  }
  return known.get(folder);
}

function declaredIn(folder: string): string | undefined {
  const manifest = readManifest(folder);
  const declared =
    manifest?.dependencies?.[PACKAGE] ??
    manifest?.devDependencies?.[PACKAGE] ??
    manifest?.peerDependencies?.[PACKAGE] ??
    manifest?.optionalDependencies?.[PACKAGE];
  return typeof declared === 'string' ? declared : undefined;
}

/** A package that cannot be read says nothing. */
function readManifest(folder: string): z.output<typeof manifestSchema> | undefined {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return manifestSchema.safeParse(parseJson(text)).data;
  } catch {
    return undefined;
  }
}
