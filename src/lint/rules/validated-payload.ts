import type { PayloadFacts } from '../../code/facts/workflowFacts.js';
import type { Severity } from '../finding.js';
import { throwInstead } from '../earlyExits.js';
import type { Report, Rule } from '../rule.js';

/** Required payload fields are checked before a step works with them. */
export const validatedPayload: Rule = {
  meta: {
    id: 'validated-payload',
    severity: 'warning',
    title: 'Required payload fields are checked before they are used',
  },
  judge: ({ workflows, groups }) => {
    const layers = new Set(groups.flatMap(({ routes }) => routes.map(({ workflow }) => workflow)));
    return workflows.flatMap(({ kind, payload }, index) => {
      const reports = kind === 'served' ? judgeFields(payload) : [];
      // It is the convention of three layers that asks for checks.
      return layers.has(index)
        ? reports
        : reports.map((each) => ({ ...each, severity: elsewhere }));
    });
  },
};

const elsewhere: Severity = 'info';

/** One report for all fields: whoever adds one check adds the others with it. */
function judgeFields({ required, looks }: PayloadFacts): Report[] {
  const firstLooks = (required ?? []).flatMap((field) => {
    const look = looks.find(
      (each) => each.field === field || (each.kind === 'check' && each.field === '*'),
    );
    return look?.kind === 'use' ? [look] : [];
  });
  const uses = firstLooks.sort((a, b) => looks.indexOf(a) - looks.indexOf(b));
  const [first, ...others] = uses;
  if (!first) return [];
  const names = uses.map(({ field }) => `\`${field}\``).join(', ');
  const isOne = others.length === 0;
  return [
    {
      message: isOne
        ? `The required payload field ${names} is used without a check`
        : `The required payload fields ${names} are used without a check`,
      why: 'a payload comes from outside and its type is only a claim: a missing field shows up late, in the middle of a run',
      fix: `check ${isOne ? 'it' : 'them'} before the first step and ${throwInstead} if ${isOne ? 'it' : 'one'} is missing`,
      ...first.at,
      related: others.map(({ field, at }) => ({ message: `here \`${field}\``, ...at })),
    },
  ];
}
