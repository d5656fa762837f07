import type { StepFact } from '../../code/facts/workflowFacts.js';
import type { TextEdit } from '../finding.js';
import { report, routesOf } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** Step names begin with the workflow's name, or all with one other prefix. */
export const stepNamePrefix: Rule = {
  meta: {
    id: 'step-name-prefix',
    severity: 'warning',
    title: 'Step names begin with the name of the workflow',
  },
  judge(facts) {
    const all = facts.groups.map((group): NamedSteps => ({
      name: group.name,
      steps: routesOf({ ...facts, groups: [group] }, ['entry', 'pagination', 'execution'])
        .flatMap(({ workflow }) => workflow.steps)
        .filter(({ name }) => name.shape !== 'unknown' && !name.text.startsWith('${')),
    }));
    const shared = sharedPlaces(all);
    return all.flatMap((own) => judgeGroup(own, { names: all.map(({ name }) => name), shared }));
  },
};

interface NamedSteps {
  readonly name: string;
  readonly steps: readonly StepFact[];
}

interface Others {
  /** The names of all workflows. */
  readonly names: readonly string[];
  /** Steps that several workflows have, by place. */
  readonly shared: ReadonlySet<string>;
}

function judgeGroup({ name: group, steps }: NamedSteps, others: Others): Report[] {
  const texts = steps.map(({ name }) => name.text);
  const wanted = usualPrefix(group, texts);
  const taken = new Set(texts);
  return steps
    .filter(({ name }) => !name.text.startsWith(`${wanted}:`))
    .map((step) => ({
      ...report(step.at, {
        message: `The step \`${step.name.text}\` does not begin with \`${wanted}:\``,
        why: 'in the console and in logs the steps of many workflows stand side by side',
        fix: `name it \`${wanted}:…\``,
      }),
      edits: others.shared.has(keyOf(step)) ? [] : renamed(step, wanted, taken, others.names),
    }));
}

/** A step that was copied from another workflow has that one's prefix, which goes. */
function renamed(
  { name: { text, written }, at: { path } }: StepFact,
  wanted: string,
  taken: ReadonlySet<string>,
  names: readonly string[],
): TextEdit[] {
  if (!written || !/^[\w.-]+$/.test(wanted)) return [];
  const { at: start, head } = written;
  const other = names.find((name) => head.startsWith(`${name}:`));
  const replaced = other === undefined ? '' : `${other}:`;
  if (taken.has(`${wanted}:${text.slice(replaced.length)}`)) return [];
  const end = { line: start.line, column: start.column + replaced.length };
  return [{ path, start, end, text: `${wanted}:` }];
}

function sharedPlaces(all: readonly NamedSteps[]): Set<string> {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const { name, steps } of all) {
    for (const key of steps.map(keyOf)) {
      if ((owners.get(key) ?? name) !== name) shared.add(key);
      owners.set(key, name);
    }
  }
  return shared;
}

function keyOf({ at: { path, line, column } }: StepFact): string {
  return `${path}:${line}:${column}`;
}

/** The prefix that most steps share, where it is another one than the folder's name. */
function usualPrefix(name: string, texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const prefix = /^([^:$]+):/.exec(text)?.[1];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  if (counts.has(name)) return name;
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && most[1] * 2 > texts.length ? most[0] : name;
}
