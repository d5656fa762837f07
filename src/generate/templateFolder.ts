import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../host/configSchema.js';
import { resolveInside } from '../host/paths.js';
import type { Project } from '../host/project.js';
import { parseJson } from '../shared/json.js';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { sha256 } from '../shared/sha256.js';
import { generateError } from './errors.js';
import { FILE_LIST, listsTemplate } from './fileList.js';
import { CHANGELOG_FILE, readChangelog } from './ownChangelog.js';
import { CLOUD_REEXPORT } from './plan.js';
import { OWN_TEMPLATES, type Templates, templatesIn } from './templates.js';
import { type ChangelogEntry, TEMPLATE_VERSION, TEMPLATE_VERSIONS } from './templateVersions.js';

/** Templates that are in no list of files. */
const RENDERED_ANYWAY = [FILE_LIST, CLOUD_REEXPORT];

/** Beside ejected templates: what they were when they were copied. */
export const ORIGIN_FILE = 'origin.json';

const originSchema = z.object({
  schemaVersion: z.literal(1),
  trifoldVersion: z.string(),
  templateVersion: z.string(),
  /** sha256 of Trifold's own templates then, by path. */
  files: z.record(z.string(), z.string()),
});

export type Origin = z.output<typeof originSchema>;

/** The templates that a project generates from. */
export interface ProjectTemplates {
  readonly templates: Templates;
  /** For the record: of Trifold's templates a number, of a team's own what follows from their content and their origin. */
  readonly version: string;
  /** The oldest version first. */
  readonly changelog: readonly ChangelogEntry[];
  /** The team's folder, project relative; undefined for Trifold's own. */
  readonly folder: string | undefined;
  /** Trifold's templates that have changed, or are new, since the team copied them. */
  readonly changedSince: readonly string[];
  /** Templates in the team's folder that its list of files does not name. */
  readonly unused: readonly string[];
}

/**
 * The templates of the project's configuration, or Trifold's own.
 * Throws GEN_TEMPLATES_FOLDER when the folder is not there or its origin.json cannot be read, HOST_PATH_OUTSIDE.
 */
export async function templatesOf(project: Project, config: Config): Promise<ProjectTemplates> {
  if (config.templates === undefined) {
    const templates = templatesIn();
    return {
      templates,
      version: TEMPLATE_VERSION,
      changelog: TEMPLATE_VERSIONS,
      folder: undefined,
      changedSince: [],
      unused: [],
    };
  }
  const { absolute, stats } = await resolveInside(project, config.templates);
  if (!stats?.isDirectory()) throw missingFolder(config.templates);
  const own = await readTemplates(absolute);
  const origin = await readOrigin(absolute, config.templates);
  const ours = await readTemplates(OWN_TEMPLATES);
  const changelog = readChangelog(await readIfThere(join(absolute, CHANGELOG_FILE)));
  return {
    templates: templatesIn(absolute),
    version: versionOf(own, ours, { origin, latest: changelog.at(-1) }),
    changelog,
    folder: config.templates,
    changedSince: origin ? changed(origin, ours) : [],
    unused: unusedAmong(own),
  };
}

function unusedAmong(own: Readonly<Record<string, string>>): string[] {
  const list = own[`${FILE_LIST}.hbs`] ?? '';
  return Object.keys(own).filter((file) => {
    const template = file.replace(/\.hbs$/, '');
    return !RENDERED_ANYWAY.includes(template) && !listsTemplate(list, template);
  });
}

/** A copy that nobody has edited yet prints what ours print. */
function versionOf(
  own: Readonly<Record<string, string>>,
  ours: Readonly<Record<string, string>>,
  { origin, latest }: { origin: Origin | undefined; latest: ChangelogEntry | undefined },
): string {
  const contentOf = (files: Readonly<Record<string, string>>) =>
    sha256(JSON.stringify(Object.entries(files).map(([path, text]) => [path, hashOf(text)])));
  if (contentOf(own) === contentOf(ours)) return TEMPLATE_VERSION;
  return [
    `own-${contentOf(own).slice(0, 12)}`,
    origin ? `@${origin.templateVersion}` : '',
    latest ? `+${latest.version}` : '',
  ].join('');
}

/** Every template of a folder by its path, sorted. */
export async function readTemplates(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true });
  const paths = names
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => name.replaceAll('\\', '/'));
  const texts = await Promise.all(
    paths.sort().map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
  );
  return Object.fromEntries(texts);
}

export function originOf(files: Readonly<Record<string, string>>, trifoldVersion: string): Origin {
  const hashes = Object.entries(files).map(([path, text]) => [path, hashOf(text)] as const);
  return {
    schemaVersion: 1,
    trifoldVersion,
    templateVersion: TEMPLATE_VERSION,
    files: Object.fromEntries(hashes),
  };
}

async function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return '';
    throw error;
  });
}

async function readOrigin(absolute: string, folder: string): Promise<Origin | undefined> {
  try {
    return originSchema.parse(parseJson(await readFile(join(absolute, ORIGIN_FILE), 'utf8')));
  } catch (cause) {
    // Templates may also have been written from scratch.
    if (hasErrorCode(cause, 'ENOENT')) return undefined;
    throw generateError('GEN_TEMPLATES_FOLDER', `cannot read ${folder}/${ORIGIN_FILE}`, {
      why: 'it is not what `trifold eject` wrote',
      fix: 'restore it from version control',
      cause,
    });
  }
}

function changed(origin: Origin, ours: Readonly<Record<string, string>>): string[] {
  const paths = new Set([...Object.keys(origin.files), ...Object.keys(ours)]);
  return [...paths]
    .filter((path) => {
      const text = ours[path];
      return text === undefined || hashOf(text) !== origin.files[path];
    })
    .sort();
}

/** A checkout may have turned line ends. */
function hashOf(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n'));
}

function missingFolder(folder: string) {
  return generateError('GEN_TEMPLATES_FOLDER', `the templates folder ${folder} is not there`, {
    why: 'the configuration names it with `templates`',
    fix: 'restore it, run `trifold eject`, or remove `templates` from the configuration',
  });
}
