import type { ProjectRecord, WorkflowRecord } from '../host/record.js';
import type { PartialSpec } from '../spec/answer.js';
import { mergeAnswers, parseWorkflowSpec, resolveSpec } from '../spec/parse.js';
import { type WorkflowSpec, workflowSpecSchema } from '../spec/workflow.js';
import { regenerateError } from './errors.js';

/** The answers to render with, and how the questions have changed since they were recorded. */
export interface CurrentAnswers {
  readonly spec: WorkflowSpec;
  /** By dotted path: questions that are new, with their defaults. */
  readonly newAnswers: Readonly<Record<string, unknown>>;
  /** Dotted paths of recorded answers to questions that are no longer asked. */
  readonly droppedAnswers: readonly string[];
}

/**
 * The recorded answers, with those that the project owns, and on top those that are `set` now.
 *
 * @throws TrifoldError SPEC_INVALID when they do not go together
 */
export function currentAnswers(
  record: WorkflowRecord,
  project: ProjectRecord | undefined,
  set: PartialSpec,
): CurrentAnswers {
  const owned = project === undefined ? {} : ownedBy(project);
  const given = (answers: PartialSpec) => mergeAnswers(mergeAnswers(answers, owned), set);
  const changes = Object.keys(set).length > 0;
  const asRecorded = changes ? undefined : resolveSpec(given(record.answers), {});
  if (asRecorded !== undefined) return currently(asRecorded, record, set, []);

  const { answers, dropped } = withoutDropped(record.answers);
  const explicit = changes ? withoutDerived(answers) : answers;
  return currently(parseWorkflowSpec(given(explicit)), record, set, dropped);
}

function currently(
  spec: WorkflowSpec,
  record: WorkflowRecord,
  set: PartialSpec,
  droppedAnswers: readonly string[],
): CurrentAnswers {
  const newAnswers = newAmong(flat(spec), flat(record.answers), flat(set));
  return { spec, newAnswers, droppedAnswers };
}

/** What all workflows of a project have in common, since the files that they share depend on it. */
const OF_THE_PROJECT = ['sdk', 'framework', 'alias', 'paths.workflows'];

/** @throws TrifoldError REGENERATE_ANSWER_FIXED */
export function refuseFixedAnswers(set: PartialSpec, hasNames: boolean): void {
  const paths = Object.keys(flat(set));
  if (paths.includes('name')) {
    throw regenerateError('REGENERATE_ANSWER_FIXED', 'the name of a workflow cannot be changed', {
      why: 'its record, its routes and the runs in progress are known by it',
      fix: 'generate a workflow with the new name, and move your operations over',
    });
  }
  const shared = paths.find((path) =>
    OF_THE_PROJECT.some((owned) => path === owned || path.startsWith(`${owned}.`)),
  );
  if (!hasNames || shared === undefined) return;
  throw regenerateError('REGENERATE_ANSWER_FIXED', `${shared} belongs to the whole project`, {
    why: 'the workflows share files that depend on it',
    fix: 'leave the names out: every workflow is regenerated then',
  });
}

/** The project's record with what is set now; answers that only its workflows have are not in it. */
export function projectAnswers(project: ProjectRecord, set: PartialSpec): ProjectRecord {
  const { sdk, framework, alias, paths, logNamespace, database } = project;
  const before = { sdk, framework, alias, paths, logNamespace, database };
  const known = Object.fromEntries(Object.entries(set).filter(([key]) => key in before));
  // A spec needs a name and an entity; these are not looked at.
  const spec = parseWorkflowSpec({
    name: 'any-workflow',
    entity: 'thing',
    ...mergeAnswers(withoutDerivedPath(before), known),
  });
  return {
    ...project,
    sdk: spec.sdk,
    framework: spec.framework,
    alias: spec.alias,
    paths: spec.paths,
    logNamespace: spec.logNamespace,
    database: spec.database,
  };
}

function ownedBy({ sdk, framework, alias, paths }: ProjectRecord): PartialSpec {
  return { sdk, framework, alias, paths: { workflows: paths.workflows } };
}

/** Questions that no longer exist are found by the schema: it is strict. */
function withoutDropped(answers: PartialSpec): { answers: PartialSpec; dropped: string[] } {
  const { error } = workflowSpecSchema.safeParse(answers);
  const dropped = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  return {
    answers: dropped.reduce<PartialSpec>((rest, path) => without(rest, path.map(String)), answers),
    dropped: dropped.map((path) => path.map(String).join('.')),
  };
}

/** Answers that follow from others unless somebody has given them, such as the plural of the entity. */
const DERIVED = [
  ['entities'],
  ['payloadTypes', 'process'],
  ['payloadTypes', 'paginate'],
  ['payloadTypes', 'execute'],
  ['paths', 'api'],
];

/** A record has every answer. One that would be the same if it were left out follows the others when they change. */
function withoutDerived(answers: PartialSpec): PartialSpec {
  return DERIVED.reduce<PartialSpec>((rest, path) => {
    const shorter = without(rest, path);
    const resolved = resolveSpec(shorter, {});
    const dotted = path.join('.');
    return resolved !== undefined && flat(resolved)[dotted] === flat(answers)[dotted]
      ? shorter
      : rest;
  }, answers);
}

function withoutDerivedPath(answers: PartialSpec): PartialSpec {
  const named = { name: 'any-workflow', entity: 'thing', ...answers };
  const { name: _, entity: __, ...rest } = withoutDerived(named);
  return rest;
}

function without(answers: PartialSpec, [key = '', ...rest]: readonly string[]): PartialSpec {
  const { [key]: value, ...others } = answers;
  if (rest.length === 0) return others;
  return isGroup(value) ? { ...others, [key]: without(value, rest) } : answers;
}

function newAmong(
  answers: Readonly<Record<string, unknown>>,
  ...known: readonly Readonly<Record<string, unknown>>[]
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([path, value]) => value !== undefined && known.every((record) => !(path in record)),
    ),
  );
}

/** Every answer by its dotted path; lists are answers. */
function flat(answers: PartialSpec, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]) =>
      isGroup(value)
        ? Object.entries(flat(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value] as const],
    ),
  );
}

function isGroup(value: unknown): value is PartialSpec {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
