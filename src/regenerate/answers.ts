import { isDeepStrictEqual } from 'node:util';
import type { ProjectRecord, WorkflowRecord } from '../host/record.js';
import type { PartialSpec } from '../spec/answer.js';
import { answersByPath, withoutAnswer } from '../spec/answerPaths.js';
import { type AnswerChanges, withChanges } from '../spec/changes.js';
import { mergeAnswers, parseWorkflowSpec, resolveSpec } from '../spec/parse.js';
import { type WorkflowSpec, workflowSpecSchema } from '../spec/workflow.js';
import { type ChangedAnswer, changedAmong } from './changedAnswers.js';

/** The answers to render with, and how they and the questions have changed since they were recorded. */
export interface CurrentAnswers {
  readonly spec: WorkflowSpec;
  /** Answers that are changed now, and those that follow from them. */
  readonly changedAnswers: readonly ChangedAnswer[];
  /** By dotted path: questions that are new, with their defaults. */
  readonly newAnswers: Readonly<Record<string, unknown>>;
  /** Dotted paths of recorded answers to questions that are no longer asked. */
  readonly droppedAnswers: readonly string[];
}

/**
 * The recorded answers, with those that the project owns, and on top what is changed now.
 *
 * @throws TrifoldError SPEC_INVALID when they do not go together
 */
export function currentAnswers(
  record: WorkflowRecord,
  project: ProjectRecord | undefined,
  changes: AnswerChanges,
): CurrentAnswers {
  const owned = project === undefined ? {} : ownedBy(project);
  const given = (answers: PartialSpec) => withChanges(mergeAnswers(answers, owned), changes);
  const asRecorded = isNothing(changes) ? resolveSpec(given(record.answers), {}) : undefined;
  if (asRecorded !== undefined) return currently(asRecorded, record, changes.set, []);

  const { answers, dropped } = withoutDropped(record.answers);
  const explicit = isNothing(changes) ? answers : withoutDerived(answers);
  return currently(parseWorkflowSpec(given(explicit)), record, changes.set, dropped);
}

function isNothing({ set, unset }: AnswerChanges): boolean {
  return Object.keys(set).length === 0 && unset.length === 0;
}

function currently(
  spec: WorkflowSpec,
  { answers }: WorkflowRecord,
  set: PartialSpec,
  droppedAnswers: readonly string[],
): CurrentAnswers {
  if (isDeepStrictEqual(spec, answers))
    return { spec, changedAnswers: [], newAnswers: {}, droppedAnswers };
  const [before, after] = [answersByPath(answers), answersByPath(spec)];
  const newAnswers = newAmong(after, before, answersByPath(set));
  const isAsked = (path: string) =>
    !(path in newAnswers) &&
    !droppedAnswers.some((dropped) => path === dropped || path.startsWith(`${dropped}.`));
  const changedAnswers = changedAmong(isAsked, before, after);
  return { spec, changedAnswers, newAnswers, droppedAnswers };
}

/** The project's record with what is changed now; answers that only its workflows have are not in it. */
export function projectAnswers(project: ProjectRecord, changes: AnswerChanges): ProjectRecord {
  const { sdk, framework, alias, paths, logNamespace, database } = project;
  const before = { sdk, framework, alias, paths, logNamespace, database };
  const isOwned = (key: string) => key in before;
  const owned: AnswerChanges = {
    set: Object.fromEntries(Object.entries(changes.set).filter(([key]) => isOwned(key))),
    unset: changes.unset.filter((path) => isOwned(path.split('.')[0] ?? '')),
  };
  // A spec needs a name and an entity; these are not looked at.
  const spec = parseWorkflowSpec({
    name: 'any-workflow',
    entity: 'thing',
    ...withChanges(withoutDerivedPath(before), owned),
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
    answers: dropped.reduce<PartialSpec>(
      (rest, path) => withoutAnswer(rest, path.map(String)),
      answers,
    ),
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
    const shorter = withoutAnswer(rest, path);
    const resolved = resolveSpec(shorter, {});
    const dotted = path.join('.');
    return resolved !== undefined &&
      answersByPath(resolved)[dotted] === answersByPath(answers)[dotted]
      ? shorter
      : rest;
  }, answers);
}

function withoutDerivedPath(answers: PartialSpec): PartialSpec {
  const named = { name: 'any-workflow', entity: 'thing', ...answers };
  const { name: _, entity: __, ...rest } = withoutDerived(named);
  return rest;
}

/** Questions that nobody has answered yet. */
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
