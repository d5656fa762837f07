import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';
import { judge } from '../../src/lint/judge.js';
import { noRatePerSecond } from '../../src/lint/rules/no-rate-per-second.js';

describe('ratePerSecond', () => {
  test('is reported, with the edit that puts `rate` in its place', () => {
    expect(reportedBy({})).toMatchObject([{ rule: 'no-rate-per-second', edits: [{}] }]);
  });

  test('is left alone where the SDK may know nothing else', () => {
    expect(reportedBy({ mayLackRate: true })).toEqual([]);
  });
});

function reportedBy(sdk: { mayLackRate?: true }) {
  const sources = [{ path: 'src/route.ts', text }];
  const sdks = [{ folder: '', major: 0 as const, ...sdk }];
  return judge(readFacts(sources, { aliases: [], sdks }), [noRatePerSecond]);
}

const text = `
import { serve } from '@upstash/workflow/nextjs';

export const { POST } = serve((context) => context.run('digest:send', () => send()), {
  flowControl: { key: 'digest', ratePerSecond: 5 },
});
`;
