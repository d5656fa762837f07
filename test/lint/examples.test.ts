import { expect, test } from 'vitest';
import { mutatedExamples, reported } from './mutate.js';

test('nothing is reported in the worked examples', () => {
  expect(reported(mutatedExamples([]))).toEqual([]);
});
