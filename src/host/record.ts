import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, toJsonText } from '../shared/json.js';
import { messageOf } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';
import { isProjectPath, RECORD_FOLDER, resolveInside } from './paths.js';
import type { Project } from './project.js';
import { readText } from './readTexts.js';

const SCHEMA_VERSION = 1;

/** Ids name base files, so they are plain: `route.process`, `operations`. */
export const fileId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'not a file id');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a sha256');
const projectPath = z.string().refine(isProjectPath, 'not a path inside the project');

/**
 * What a regeneration could not merge, or merged so that a person has to review it: `base/<id>.next.txt` has what the template
 * wrote then.
 */
const recordedConflict = z.object({
  /** Of the file as it was before; a file that has these bytes again was taken back, and is merged again. */
  yours: sha256,
  /** Of what the template wrote then, formatted. */
  sha256,
  /** Where that was put beside the file; it counts as not merged as long as it is there. */
  beside: projectPath.optional(),
  /** What migrations had made of the base and of the file by then: a file that was taken back is merged in that form. */
  migrated: z.object({ base: z.string(), yours: z.string() }).optional(),
});

/** What a merge has left to be reviewed. */
const recordedReviews = z.object({
  /** Of the file as the merge has left it. */
  sha256,
  reviews: z.array(
    z.object({
      kind: z.enum(['alignment', 'names', 'lint', 'import', 'migration']),
      message: z.string(),
    }),
  ),
});

const recordedFile = z.object({
  id: fileId,
  path: projectPath,
  sha256,
  conflict: recordedConflict.optional(),
  unreviewed: recordedReviews.optional(),
});

const versioned = z.object({ schemaVersion: z.number() });

const projectRecordSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  sdk: z.union([z.literal(0), z.literal(1)]),
  framework: z.literal('nextjs'),
  alias: z.object({ prefix: z.string(), target: z.string() }),
  paths: z.object({ routes: z.string(), workflows: z.string(), api: z.string() }),
  logNamespace: z.string(),
  database: z.object({ import: z.string(), name: z.string() }).nullable(),
  files: z.array(recordedFile),
});

const workflowRecordSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  trifoldVersion: z.string(),
  templateVersion: z.string(),
  answers: z.record(z.string(), z.unknown()),
  files: z.array(recordedFile.extend({ owner: z.enum(['managed', 'yours']) })),
});

/**
 * One generated file: its id is stable when a template renames it; the sha256 is of what the template wrote, formatted. A
 * file with other bytes has been edited, also when a merge has written it.
 */
export type RecordedFile = z.output<typeof recordedFile>;

/** `.trifold/project.json`: what a project has once. */
export type ProjectRecord = z.output<typeof projectRecordSchema>;

/** `.trifold/<workflow>/record.json`: the answers a workflow was generated from, as plain JSON, and what was written. */
export type WorkflowRecord = z.output<typeof workflowRecordSchema>;

/** Undefined when nothing has been generated yet. Throws HOST_RECORD_CONFLICT, HOST_RECORD_INVALID, HOST_RECORD_NEWER. */
export function readProjectRecord(project: Project): Promise<ProjectRecord | undefined> {
  return readRecord(project, projectRecordPath(), projectRecordSchema);
}

/** Undefined when there is no such workflow. Throws as `readProjectRecord` does. */
export function readWorkflowRecord(
  project: Project,
  workflow: string,
): Promise<WorkflowRecord | undefined> {
  return readRecord(project, workflowRecordPath(workflow), workflowRecordSchema);
}

/** Names of the recorded workflows, sorted. */
export async function listRecordedWorkflows(project: Project): Promise<string[]> {
  const { absolute, stats } = await resolveInside(project, RECORD_FOLDER);
  if (!stats?.isDirectory()) return [];
  const names = await readdir(absolute);
  return names
    .filter((name) => isWorkflowName(name) && existsSync(join(absolute, name, 'record.json')))
    .sort();
}

export function projectRecordPath(): string {
  return `${RECORD_FOLDER}/project.json`;
}

export function workflowRecordPath(workflow: string): string {
  return `${RECORD_FOLDER}/${workflow}/record.json`;
}

/**
 * Where the unformatted text of a file as generated is kept; a merge needs it.
 * The project's own files have theirs in `project.base`, which no workflow can be called.
 */
export function basePath(owner: { workflow: string } | 'project', id: string): string {
  const folder = owner === 'project' ? 'project.base' : `${owner.workflow}/base`;
  return `${RECORD_FOLDER}/${folder}/${fileId.parse(id)}.txt`;
}

/** Where the next base is kept as long as a conflict is not resolved. */
export function nextBasePath(owner: { workflow: string } | 'project', id: string): string {
  return basePath(owner, id).replace(/\.txt$/, '.next.txt');
}

/** The text of a record file, its files sorted by id, so that two branches merge. */
export function toRecordText(record: ProjectRecord | WorkflowRecord): string {
  const files = record.files.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return toJsonText({ ...record, files });
}

async function readRecord<Schema extends z.ZodType>(
  project: Project,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = readText(project, path);
  if (text === undefined) return undefined;
  if (/^(<{7}|={7}|>{7})( |$)/m.test(text)) throw conflict(path);
  try {
    const value = parseJson(text);
    refuseNewer(path, value);
    return schema.parse(value);
  } catch (error) {
    if (error instanceof z.ZodError) throw invalid(path, z.prettifyError(error));
    if (error instanceof SyntaxError) throw invalid(path, messageOf(error));
    throw error;
  }
}

function refuseNewer(path: string, value: unknown): void {
  const { data } = versioned.safeParse(value);
  if (data === undefined || data.schemaVersion <= SCHEMA_VERSION) return;
  throw hostError('HOST_RECORD_NEWER', `${path} was written by a newer Trifold`, {
    why: `its schemaVersion is ${data.schemaVersion}, this version reads up to ${SCHEMA_VERSION}`,
    fix: 'upgrade the trifold package in this project',
  });
}

function conflict(path: string) {
  return hostError('HOST_RECORD_CONFLICT', `${path} has merge conflict markers`, {
    why: 'two branches generated and the merge was not finished',
    fix: `resolve them: take one side with \`git checkout --theirs ${path}\`, then generate again what is missing`,
  });
}

function invalid(path: string, why: string) {
  return hostError('HOST_RECORD_INVALID', `${path} is not what Trifold wrote`, {
    why,
    fix: `restore the file from version control, for instance \`git checkout ${path}\``,
  });
}

function isWorkflowName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(name);
}
