import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Project, readProjectFile } from '../host/project.js';
import { parseJson } from '../shared/json.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

const declaration = z.object({
  packageManager: z.string().regex(/^(?:npm|pnpm|yarn|bun)@/),
});

/** The package manager of a project: declared in package.json, or else by the nearest lock file at or above its root. */
export async function packageManagerOf(project: Project): Promise<PackageManager> {
  const text = await readProjectFile(project, 'package.json');
  const declared = declaration.safeParse(parseJson(text ?? '{}')).data?.packageManager;
  const name = LOCK_FILES.find(([, manager]) => declared?.startsWith(`${manager}@`))?.[1];
  return name ?? nearestLockFile(project.root) ?? 'npm';
}

function nearestLockFile(folder: string): PackageManager | undefined {
  const found = LOCK_FILES.find(([file]) => existsSync(join(folder, file)));
  if (found !== undefined) return found[1];
  return folder === dirname(folder) ? undefined : nearestLockFile(dirname(folder));
}
