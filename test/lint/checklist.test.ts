import { expect, test } from 'vitest';
import { knownRules } from '../../src/lint/allRules.js';
import { checklist, checkWorkflow } from '../../src/lint/checklist.js';

const workflow = {
  files: [
    'src/api/workflows/digest/process-users/route.ts',
    'src/server/workflows/digest/index.ts',
  ],
  layers: ['entry', 'pagination'] as const,
  isReexported: false,
};

test('every rule behind an item exists, and every item has one', () => {
  expect(checklist.filter(({ rules }) => rules.length === 0)).toEqual([]);
  expect(checklist.flatMap(({ rules }) => rules).filter((id) => !knownRules.includes(id))).toEqual(
    [],
  );
});

test('an item fails when one of its rules reports in the folders of the workflow', () => {
  const findings = [
    { rule: 'step-name-prefix', path: 'src/api/workflows/digest/process-users/route.ts' },
    { rule: 'operations-implemented', path: 'src/server/workflows/digest/operations.ts' },
  ];
  expect(titles('fail', findings)).toEqual([
    'Business logic for one item',
    'Unique, prefixed step names',
  ]);
});

test("another workflow's findings do not count", () => {
  const path = 'src/api/workflows/welcome/process-users/route.ts';
  expect(titles('fail', [{ rule: 'dry-run', path }])).toEqual([]);
});

test('what belongs to a layer that is not there is not judged', () => {
  expect(titles('not-applicable', [])).toEqual(['Single task', 'Cloud re-exports']);
});

function titles(state: string, findings: { rule: string; path: string }[]): string[] {
  return checkWorkflow(workflow, findings)
    .filter((item) => item.state === state)
    .map(({ title }) => title);
}
