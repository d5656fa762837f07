import type { Change } from '../host/change.js';
import { withTemplates } from '../host/configTemplates.js';
import { withLock } from '../host/locked.js';
import { type Project, readProjectFile } from '../host/project.js';
import { writeAll } from '../host/writer.js';
import { toJsonText } from '../shared/json.js';
import { generateError } from './errors.js';
import { ORIGIN_FILE, originOf, readTemplates } from './templateFolder.js';
import { OWN_TEMPLATES } from './templates.js';

export interface EjectedFile {
  readonly path: string;
  readonly status: 'created' | 'overwritten' | 'unchanged';
  readonly before: string | undefined;
  readonly after: string;
}

export interface Ejection {
  readonly folder: string;
  readonly files: readonly EjectedFile[];
  /** What the user has to add to the configuration by hand; undefined when it says so already. */
  readonly configure: { readonly place: string; readonly line: string } | undefined;
}

export interface EjectOptions {
  /** Project relative: `trifold-templates`. */
  readonly folder: string;
  readonly trifoldVersion: string;
  /** Replaces templates that are there with other content. */
  readonly force: boolean;
  readonly write: boolean;
}

/**
 * Copies Trifold's templates into the project, with a note of which version they are, and makes the configuration name
 * them. All or nothing, as `writeAll`. Throws GEN_TARGET_EXISTS when a template is there with other content.
 */
export async function ejectTemplates(project: Project, options: EjectOptions): Promise<Ejection> {
  if (!options.write) return planEjection(project, options);
  return withLock(project, { command: 'eject' }, async (locked) => {
    const ejection = await planEjection(locked, options);
    const changes = ejection.files
      .filter(({ status }) => status !== 'unchanged')
      .map(({ path, before, after }): Change => ({
        kind: 'write',
        path,
        content: after,
        seen: before ?? null,
      }));
    await writeAll(locked, changes, { command: 'eject' });
    return ejection;
  });
}

async function planEjection(
  project: Project,
  { folder, trifoldVersion, force }: EjectOptions,
): Promise<Ejection> {
  const templates = await readTemplates(OWN_TEMPLATES);
  const origin = toJsonText(originOf(templates, trifoldVersion));
  const wanted = [...Object.entries(templates), [ORIGIN_FILE, origin] as const];
  const copies = await Promise.all(
    wanted.map(([path, text]) => ejected(project, `${folder}/${path}`, text)),
  );
  const inTheWay = copies.filter(({ status }) => status === 'overwritten').map(({ path }) => path);
  if (inTheWay.length > 0 && !force) throw ejectedAlready(inTheWay);
  const config = await withTemplates(project, `./${folder}`);
  const configFile =
    config.kind === 'file' ? [await ejected(project, config.path, config.text)] : [];
  return {
    folder,
    files: [...copies, ...configFile],
    configure: config.kind === 'by-hand' ? config : undefined,
  };
}

async function ejected(project: Project, path: string, after: string): Promise<EjectedFile> {
  const before = await readProjectFile(project, path);
  const status = before === undefined ? 'created' : before === after ? 'unchanged' : 'overwritten';
  return { path, status, before, after };
}

function ejectedAlready(paths: readonly string[]) {
  const [first = '', ...others] = paths;
  const more = others.map((path) => `\n  and ${path}`).join('');
  return generateError('GEN_TARGET_EXISTS', `${first} already exists${more}`, {
    why: 'it differs from the template of this Trifold; nothing was written',
    fix: 'compare them with --diff, give another folder, or replace yours with --force',
  });
}
