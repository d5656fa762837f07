import { expect, it } from 'vitest';
import { networkReason } from '../../src/shared/nodeErrors.js';

const fetchFailed = (cause?: unknown) => new TypeError('fetch failed', { cause });

it.each([
  [
    'the cause of a failed fetch',
    fetchFailed(new Error('connect ECONNREFUSED')),
    'connect ECONNREFUSED',
  ],
  [
    'the code where all addresses of a name failed',
    fetchFailed(Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })),
    'ECONNREFUSED',
  ],
  ['the message of an error without a cause', fetchFailed(), 'fetch failed'],
  ['what was thrown', 'aborted', 'aborted'],
])('the reason of a request without an answer is %s', (_, thrown, reason) => {
  expect(networkReason(thrown)).toBe(reason);
});
