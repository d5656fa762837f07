import type { PayloadFacts } from '../../code/facts/workflowFacts.js';
import { throwInstead } from '../earlyExits.js';
import type { Report, Rule } from '../rule.js';

/** Required payload fields are checked before a step works with them. */
export const validatedPayload: Rule = {
  meta: {
    id: 'validated-payload',
    severity: 'warning',
    title: 'Required payload fields are checked before they are used',
  },
  judge: ({ workflows }) =>
    workflows.flatMap(({ kind, payload }) => (kind === 'served' ? judgeFields(payload) : [])),
};

function judgeFields({ required, looks }: PayloadFacts): Report[] {
  return (required ?? []).flatMap((field) => {
    const first = looks.find(
      (look) => look.field === field || (look.kind === 'check' && look.field === '*'),
    );
    if (first?.kind !== 'use') return [];
    return [
      {
        message: `The required payload field \`${field}\` is used without a check`,
        why: 'a payload comes from outside and its type is only a claim: a missing field shows up late, in the middle of a run',
        fix: `check it before the first step and ${throwInstead} if it is missing`,
        ...first.at,
        related: [],
      },
    ];
  });
}
