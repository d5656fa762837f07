import type { Layer } from '../code/facts/conventionFacts.js';
import type { Finding } from './finding.js';

/** One line of the guide's checklist, and the rules that decide it. */
export interface ChecklistItem {
  readonly title: string;
  readonly rules: readonly string[];
  /** Without any of these layers there is nothing to judge. */
  readonly layers: readonly Layer[];
}

export interface CheckedItem extends ChecklistItem {
  readonly state: 'pass' | 'fail' | 'not-applicable';
}

/** A workflow of three layers, as far as its checklist needs to know it. */
export interface WorkflowToCheck {
  /** Its routes, and the file of its class. */
  readonly files: readonly string[];
  readonly layers: readonly Layer[];
  /** Some of its routes are handed on by another repository's. */
  readonly isReexported: boolean;
}

const all: readonly Layer[] = ['entry', 'pagination', 'execution'];

/**
 * The guide's checklist and practices, in its order. What no code shows (the entity is chosen, a dry run and a small batch
 * came first) is left to people.
 */
export const checklist: readonly ChecklistItem[] = [
  { title: 'Business logic for one item', rules: ['operations-implemented'], layers: all },
  { title: 'Payload types', rules: ['typed-payloads'], layers: all },
  { title: 'Class with static triggers', rules: ['workflow-class'], layers: all },
  { title: 'Dry run in the entry layer', rules: ['dry-run'], layers: ['entry'] },
  {
    title: 'Existing items filtered',
    rules: ['filters-existing'],
    layers: ['entry', 'pagination'],
  },
  { title: 'Pagination with fan-out', rules: ['pagination'], layers: ['pagination'] },
  { title: 'Single task', rules: ['single-item'], layers: ['execution'] },
  {
    title: 'Flow control per layer',
    rules: [
      'flow-control-per-layer',
      'flow-control-key',
      'flow-control-limits',
      'no-rate-per-second',
    ],
    layers: all,
  },
  { title: 'Prefixed logs', rules: ['log-prefix'], layers: all },
  {
    title: 'Payload fields validated',
    rules: [
      'validated-payload',
      'no-return-before-first-step',
      'no-retried-throw-before-first-step',
    ],
    layers: all,
  },
  {
    title: 'Unique, prefixed step names',
    rules: ['unique-step-names', 'step-name-prefix'],
    layers: all,
  },
  {
    title: 'Steps awaited, never nested, errors left to the SDK',
    rules: ['no-unawaited-step', 'no-nested-steps', 'no-swallowed-abort'],
    layers: all,
  },
  { title: 'Consistent response shapes', rules: ['response-shape'], layers: all },
  { title: 'One database connection', rules: ['one-database-connection'], layers: all },
  { title: 'Cloud re-exports', rules: ['cloud-reexports'], layers: [] },
  { title: 'Integration tests', rules: ['integration-test'], layers: all },
];

/** What the findings say about each item for one workflow: pure. Findings count where its routes and its class are. */
export function checkWorkflow(
  { files, layers, isReexported }: WorkflowToCheck,
  findings: readonly Pick<Finding, 'rule' | 'path'>[],
): CheckedItem[] {
  const folders = new Set(files.map(folderOf));
  const broken = new Set(
    findings.filter(({ path }) => folders.has(folderOf(path))).map(({ rule }) => rule),
  );
  return checklist.map((item) => {
    const applies = item.layers.some((layer) => layers.includes(layer));
    const isAsked = applies || (isReexported && item.rules.includes('cloud-reexports'));
    if (!isAsked) return { ...item, state: 'not-applicable' };
    return { ...item, state: item.rules.some((rule) => broken.has(rule)) ? 'fail' : 'pass' };
  });
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
