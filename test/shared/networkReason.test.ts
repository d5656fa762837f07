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
  [
    'what each address of a name answered',
    fetchFailed(
      Object.assign(
        new AggregateError([
          new Error('connect ECONNREFUSED ::1:3000'),
          new Error('connect ECONNREFUSED 127.0.0.1:3000'),
        ]),
        { code: 'ECONNREFUSED' },
      ),
    ),
    'connect ECONNREFUSED ::1:3000; connect ECONNREFUSED 127.0.0.1:3000',
  ],
  [
    'what was thrown and why',
    new Error('the request was cut short', { cause: new Error('socket hang up') }),
    'the request was cut short: socket hang up',
  ],
  ['the message of an error without a cause', fetchFailed(), 'fetch failed'],
  ['what was thrown', 'aborted', 'aborted'],
])('the reason of a request without an answer is %s', (_, thrown, reason) => {
  expect(networkReason(thrown)).toBe(reason);
});
