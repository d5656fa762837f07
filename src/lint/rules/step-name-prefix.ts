import { report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';

/** Step names begin with the workflow's name, or all with one other prefix. */
export const stepNamePrefix: Rule = {
  meta: {
    id: 'step-name-prefix',
    severity: 'warning',
    title: 'Step names begin with the name of the workflow',
  },
  judge: (facts) =>
    facts.groups.flatMap((group) => {
      const steps = routesOf({ ...facts, groups: [group] }, ['entry', 'pagination', 'execution'])
        .flatMap(({ workflow }) => workflow.steps)
        .filter(({ name }) => name.shape !== 'unknown' && !name.text.startsWith('${'));
      const wanted = usualPrefix(
        group.name,
        steps.map(({ name }) => name.text),
      );
      return steps
        .filter(({ name }) => !name.text.startsWith(`${wanted}:`))
        .map(({ name, at }) =>
          report(at, {
            message: `The step \`${name.text}\` does not begin with \`${wanted}:\``,
            why: 'in the console and in logs the steps of many workflows stand side by side',
            fix: `name it \`${wanted}:…\``,
          }),
        );
    }),
};

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
