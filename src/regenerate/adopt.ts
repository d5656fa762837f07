import { createFormatter } from '../format/formatter.js';
import { plan } from '../generate/plan.js';
import { readRecords, recordTexts, refuseMismatch } from '../generate/record.js';
import type { GeneratedFile } from '../generate/result.js';
import type { Templates } from '../generate/templates.js';
import type { Change } from '../host/change.js';
import { withLock } from '../host/locked.js';
import { type Project, readProjectFile } from '../host/project.js';
import { writeAll } from '../host/writer.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { regenerateError } from './errors.js';

/** A file that the templates would write, and whether the workflow has it. */
export interface AdoptedFile {
  readonly id: string;
  readonly path: string;
  readonly status: 'adopted' | 'missing';
}

export interface Adoption {
  readonly spec: WorkflowSpec;
  readonly files: readonly AdoptedFile[];
}

export interface AdoptOptions {
  readonly write: boolean;
  readonly templates: Templates;
  readonly templateVersion: string;
  readonly trifoldVersion: string;
}

/**
 * Records a workflow as if the templates had written it and people had edited all of it since: what the templates write
 * now is the base, so `regenerate` changes nothing until they write something else, and then merges that into the user's
 * files. Files that are not there count as deleted. Only `.trifold` is written.
 *
 * Throws REGENERATE_ADOPTED_ALREADY, REGENERATE_CANNOT_ADOPT, GEN_PROJECT_MISMATCH, and as `writeAll`.
 */
export async function adoptWorkflow(
  project: Project,
  spec: WorkflowSpec,
  options: AdoptOptions,
): Promise<Adoption> {
  const records = await readRecords(project, spec.name);
  if (records.workflow !== undefined) throw adoptedAlready(spec.name);
  refuseMismatch(spec, records.project);
  const planned = plan(spec, options.templates);
  const format = createFormatter(project.root);
  const files = await Promise.all(
    planned.map(async (file): Promise<GeneratedFile> => {
      const content = await format(file.path, file.content);
      const previous = await readProjectFile(project, file.path);
      const isKnown = file.scope === 'project' && records.project !== undefined;
      return {
        ...file,
        content,
        status: isKnown ? 'kept' : 'unchanged',
        ...(previous !== undefined && { previous }),
      };
    }),
  );
  const adoption = { spec, files: files.map(toAdopted) };
  const routes = adoption.files.filter(({ id }) => id.startsWith('route-'));
  const missing = routes.find(({ status }) => status === 'missing');
  if (missing) throw notThere(spec.name, missing.path);
  if (options.write) {
    const texts = recordTexts(spec, planned, files, records, options);
    await write(project, spec.name, texts);
  }
  return adoption;
}

function write(
  project: Project,
  name: string,
  texts: readonly { path: string; content: string }[],
): Promise<void> {
  const command = `adopt ${name}`;
  return withLock(project, { command }, async (locked) => {
    const changes = texts.map(({ path, content }): Change => ({ kind: 'write', path, content }));
    await writeAll(locked, changes, { command });
  });
}

function toAdopted({ id, path, previous }: GeneratedFile): AdoptedFile {
  return { id, path, status: previous === undefined ? 'missing' : 'adopted' };
}

function adoptedAlready(name: string) {
  return regenerateError('REGENERATE_ADOPTED_ALREADY', `${name} is recorded already`, {
    why: `.trifold/${name}/record.json is there`,
    fix: `run \`trifold regenerate ${name}\``,
  });
}

function notThere(name: string, path: string) {
  return regenerateError('REGENERATE_CANNOT_ADOPT', `${name} has no ${path}`, {
    why: 'with these answers the route would be there, and regenerate would look for it',
    fix: 'correct the answers with --entity, --entities, --verb or --routes-path',
  });
}
