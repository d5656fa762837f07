import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../shared/json.js';
import { messageOf } from '../shared/nodeErrors.js';
import { type Config, configSchema } from './configSchema.js';
import { hostError } from './errors.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

/** The first one is what we recommend; a project has one of them, or the key `trifold` in its package.json. */
const CONFIG_FILES = [
  'trifold.config.ts',
  'trifold.config.js',
  'trifold.config.mjs',
  'trifold.config.json',
] as const;

/**
 * The project's configuration; defaults where it has none.
 * Throws HOST_CONFIG_INVALID when it cannot be loaded or says what Trifold does not know, HOST_CONFIG_TWICE for two of them.
 */
export async function loadConfig(project: Project): Promise<Config> {
  const [place, second] = await configPlaces(project);
  if (place === undefined) return configSchema.parse({});
  if (second !== undefined) throw twice(place, second);
  const parsed = configSchema.safeParse(await load(project, place));
  if (parsed.success) return parsed.data;
  throw invalid(place, z.prettifyError(parsed.error).replaceAll('✖ ', ''));
}

export const PACKAGE_KEY = 'package.json#trifold';

/** Where the project's configuration is: a file, or a key of package.json; none, or more than there should be. */
export async function configPlaces(project: Project): Promise<string[]> {
  const found = await Promise.all(
    CONFIG_FILES.map(async (name) => (await resolveInside(project, name)).stats?.isFile()),
  );
  return [
    ...CONFIG_FILES.filter((_, index) => found[index]),
    ...(project.packageJson.trifold === undefined ? [] : [PACKAGE_KEY]),
  ];
}

async function load(project: Project, place: string): Promise<unknown> {
  if (place === PACKAGE_KEY) return project.packageJson.trifold;
  const path = join(project.root, place);
  try {
    if (place.endsWith('.json')) return parseJson(await readFile(path, 'utf8'));
    // Node 20 cannot read TypeScript. jiti does, and needs no native binary.
    const { createJiti } = await import('jiti');
    const jiti = createJiti(import.meta.url, { fsCache: false });
    return await jiti.import<unknown>(path, { default: true });
  } catch (cause) {
    throw invalid(place, firstLine(messageOf(cause)), cause);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function invalid(place: string, why: string, cause?: unknown) {
  return hostError('HOST_CONFIG_INVALID', `cannot read ${place}`, {
    why,
    fix: 'correct it; it may say `templates`, and `lint` with `rules`, `include`, `exclude` and `wrappers`',
    cause,
  });
}

function twice(one: string, other: string) {
  return hostError('HOST_CONFIG_TWICE', `${one} and ${other} both configure Trifold`, {
    why: 'which one counts would be a guess',
    fix: `move what is in ${other} to ${one} and remove it there`,
  });
}
