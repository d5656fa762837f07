import pc from 'picocolors';
import { expect, it } from 'vitest';
import type { RegeneratedGroup, TemplateMove } from '../../src/regenerate/outcome.js';
import { templateMovesText } from '../../src/report/template-moves.js';

const plain = pc.createColors(false);

const group = (workflow: string, templates?: TemplateMove): RegeneratedGroup => ({
  workflow,
  files: [],
  changedAnswers: [],
  newAnswers: {},
  droppedAnswers: [],
  ...(templates && { templates }),
  isOutOfDate: true,
});

it('says once, with the changelog, how many workflows move across which versions', () => {
  const changes = [
    { version: '2', change: 'Pages are counted in steps.' },
    { version: '3', change: 'A refused batch is started again item by item.' },
  ];
  const groups = [
    group('digest', { from: '1', to: '3', changes }),
    group('invoice', { from: '1', to: '3', changes }),
    group('report', { from: '2', to: '3', changes: changes.slice(1) }),
    group('survey'),
  ];

  expect(templateMovesText({ groups }, plain).join('')).toBe(
    [
      'templates 1 → 3 (2 workflows)',
      '    2  Pages are counted in steps.',
      '    3  A refused batch is started again item by item.',
      'templates 2 → 3 (1 workflow)',
      '    3  A refused batch is started again item by item.',
      '',
    ].join('\n'),
  );
});

it("says that a workflow moves to a team's own templates without a changelog", () => {
  const groups = [group('digest', { from: '1', to: 'own-0123456789ab', changes: [] })];

  expect(templateMovesText({ groups }, plain)).toEqual([
    'templates 1 → own-0123456789ab (1 workflow)\n',
  ]);
});
