import { expect, it } from 'vitest';
import { checkLine, isMet } from '../../demo/checks.js';

it('is met when the numbers are the same', () => {
  const check = { title: 'saves all', expected: { saved: 2 }, actual: { saved: 2 } };

  expect(isMet(check)).toBe(true);
  expect(checkLine(check)).toBe('  ok      saves all');
});

it('tells what was expected and found when they are not', () => {
  const check = { title: 'saves all', expected: { saved: 2 }, actual: { saved: 3 } };

  expect(isMet(check)).toBe(false);
  expect(checkLine(check)).toBe('  FAILED  saves all: expected {"saved":2}, found {"saved":3}');
});
