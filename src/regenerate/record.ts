import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Owner } from '../generate/planned-file.js';
import type { Change } from '../host/change.js';
import type { Project } from '../host/project.js';
import { readText } from '../host/readTexts.js';
import {
  basePath,
  nextBasePath,
  type ProjectRecord,
  projectRecordPath,
  type RecordedFile,
  toRecordText,
  type WorkflowRecord,
  workflowRecordPath,
} from '../host/record.js';
import { sha256 } from '../shared/sha256.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { type Decision, type RecordStep, recordStepOf } from './decision.js';
import type { RecordOwner } from './fileState.js';
import type { RegeneratedFile } from './outcome.js';
import { plainText } from '../shared/textShape.js';

export interface Versions {
  readonly trifoldVersion: string;
  readonly templateVersion: string;
}

/** What has to be done on the disk for the files of one record, their bases included. */
export function fileChanges(
  project: Project,
  owner: RecordOwner,
  decisions: readonly Decision[],
  entries: readonly RecordedFile[],
): Change[] {
  const files = decisions.map(({ file }) => file);
  const left = new Set(
    files.map(({ from, path, outcome }) => from ?? (outcome === 'removed' ? path : undefined)),
  );
  return decisions.flatMap((decision) => [
    ...ownChanges(decision.file, left),
    ...baseChanges(project, owner, {
      id: decision.file.id,
      record: recordStepOf(decision),
      entries,
    }),
  ]);
}

/** The record of a workflow when something in it changes. Its version of Trifold alone is no reason to write it. */
export function workflowRecordChange(
  name: string,
  found: {
    readonly record: WorkflowRecord;
    readonly spec: WorkflowSpec;
    readonly decisions: readonly Decision[];
    readonly versions: Versions;
  },
): Change[] {
  const { record, spec, decisions, versions } = found;
  const isSame = sameAnswers(spec, record.answers);
  if (isSame && areKept(decisions) && versions.templateVersion === record.templateVersion)
    return [];
  const after: WorkflowRecord = {
    ...record,
    templateVersion: versions.templateVersion,
    answers: isSame ? record.answers : asJson(spec),
    files: decisions.flatMap((decision) =>
      entryOf(decision, record.files).map((entry) => ({
        ...entry,
        owner: ownerOf(decision.file, record),
      })),
    ),
  };
  if (toRecordText(after) === toRecordText(record)) return [];
  const { trifoldVersion } = versions;
  return [write(workflowRecordPath(name), toRecordText({ ...after, trifoldVersion }))];
}

/** The record of the project when something in it changes. */
export function projectRecordChange(
  before: ProjectRecord | undefined,
  owner: ProjectRecord | undefined,
  decisions: readonly Decision[],
): Change[] {
  if (before === undefined || owner === undefined) return [];
  const files = areKept(decisions)
    ? before.files
    : decisions.flatMap((decision) => entryOf(decision, before.files));
  const after = toRecordText({ ...owner, files });
  return after === toRecordText(before) ? [] : [write(projectRecordPath(), after)];
}

/** What is recorded of reviews that are over is then no reason to write. */
function areKept(decisions: readonly Decision[]): boolean {
  return decisions.every(({ record }) => record.kind === 'keep');
}

/** @param left where files were that make room for others; that they are as they were is seen to where they go */
function ownChanges(
  { path, from, previous, content, outcome, conflict }: RegeneratedFile,
  left: ReadonlySet<string | undefined>,
): Change[] {
  const seen = previous ?? null;
  const room = left.has(path) ? {} : { seen: null };
  const beside: Change[] =
    conflict?.beside !== undefined && conflict.besideContent !== undefined
      ? [write(conflict.beside, conflict.besideContent)]
      : [];
  if (outcome === 'removed') {
    return previous === undefined ? [] : [{ kind: 'delete', path: from ?? path, seen }];
  }
  if (from !== undefined) {
    const move: Change = { kind: 'move', from, to: path, seen };
    return content === undefined || content === previous
      ? [move, ...beside]
      : [move, { ...write(path, content), ...room }, ...beside];
  }
  if (content === undefined || content === previous) return beside;
  return [{ ...write(path, content), ...(previous === undefined ? room : { seen }) }, ...beside];
}

function baseChanges(
  project: Project,
  owner: RecordOwner,
  { id, record, entries }: { id: string; record: RecordStep; entries: readonly RecordedFile[] },
): Change[] {
  if (record.kind === 'keep' || record.kind === 'reviewed' || record.kind === 'move') return [];
  const base = basePath(owner, id);
  const next = nextBasePath(owner, id);
  const hadConflict = entries.find((entry) => entry.id === id)?.conflict !== undefined;
  const withoutNext: Change[] = hadConflict ? [{ kind: 'delete', path: next }] : [];
  switch (record.kind) {
    case 'forget':
      return [{ kind: 'delete', path: base }, ...withoutNext];
    case 'agree':
      return [...different(project, base, record.planned.content), ...withoutNext];
    case 'conflict':
      return [
        ...different(project, base, record.recorded?.base ?? ''),
        ...different(project, next, record.planned.content),
      ];
  }
}

function different(project: Project, path: string, content: string): Change[] {
  const there = readText(project, path);
  return there !== undefined && plainText(there) === plainText(content)
    ? []
    : [write(path, content)];
}

/** What the record says about a file; nothing for one that is no longer ours. */
function entryOf(decision: Decision, entries: readonly RecordedFile[]): RecordedFile[] {
  const { file } = decision;
  const { id } = file;
  const record = recordStepOf(decision);
  const entry = entries.find((candidate) => candidate.id === id);
  const unreviewed = unreviewedOf(file);
  switch (record.kind) {
    case 'keep':
    case 'reviewed':
      return entry === undefined ? [] : [{ ...entry, unreviewed }];
    case 'move':
      return entry === undefined ? [] : [{ ...entry, path: record.planned.path, unreviewed }];
    case 'forget':
      return [];
    case 'agree':
      return [{ id, path: record.planned.path, sha256: record.sha256, unreviewed }];
    case 'conflict': {
      const { planned, recorded, sha256: written, yours, beside, migrated } = record;
      const conflict = {
        yours,
        sha256: written,
        ...(beside !== undefined && { beside }),
        ...(migrated && { migrated: { base: migrated.base, yours: migrated.yours } }),
      };
      const before = recorded?.sha256 ?? written;
      return [{ id, path: planned.path, sha256: before, conflict, unreviewed }];
    }
  }
}

function unreviewedOf({ content, reviews }: RegeneratedFile): RecordedFile['unreviewed'] {
  if (content === undefined || reviews.length === 0) return undefined;
  return {
    sha256: sha256(content),
    reviews: reviews.map(({ kind, message }) => ({ kind, message })),
  };
}

function ownerOf(file: RegeneratedFile, { files }: WorkflowRecord): Owner {
  return file.outcome === 'kept-edited'
    ? (files.find(({ id }) => id === file.id)?.owner ?? 'managed')
    : file.owner;
}

function write(path: string, content: string) {
  return { kind: 'write', path, content } as const;
}

/** Without the keys that have no value, which JSON cannot hold. */
function asJson(spec: WorkflowSpec): WorkflowRecord['answers'] {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(spec)));
}

/** Whatever the order in which they are written; an answer without a value is as good as none. */
function sameAnswers(one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
