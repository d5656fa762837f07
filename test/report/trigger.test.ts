import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { durationText } from '../../src/report/durations.js';
import { refusalText } from '../../src/report/reported-error.js';
import { type TriggerReport, triggerText } from '../../src/report/trigger.js';

const colours = pc.createColors(false);

const report = (more: Partial<TriggerReport>): TriggerReport => ({
  workflow: 'digest',
  runId: 'wfr_one',
  payload: {},
  state: 'RUN_SUCCESS',
  result: undefined,
  layers: [],
  failures: [],
  ...more,
});

describe('the report of a trigger', () => {
  it('shows every scalar of the result as a row, and its message last', () => {
    const result = {
      success: true,
      totalEligible: 1_300,
      toProcess: 8,
      capped: true,
      nested: { is: 'left out' },
      dryRun: true,
      message: 'Would process 8 users',
    };
    expect(triggerText(report({ result }), colours)).toBe(`done digest  wfr_one

  total eligible  1300
  to process         8
  capped          true

Would process 8 users
`);
  });

  it('shows a result that is no object, and none', () => {
    expect(triggerText(report({ result: 'hello' }), colours)).toBe(
      'done digest  wfr_one\n\nhello\n',
    );
    expect(triggerText(report({}), colours)).toBe('done digest  wfr_one\n');
  });

  it('counts the runs of each layer, and writes the first failures out', () => {
    const path = '/api/workflows/digest/execute-user';
    const failures = Array.from({ length: 7 }, (_, n) => ({
      runId: `wfr_${String(n)}`,
      path,
      message: 'disk full\nat save',
    }));
    const layers = [
      { path: '/api/workflows/digest/process-users', succeeded: 1, failed: 0, canceled: 0 },
      { path, succeeded: 120, failed: 7, canceled: 1 },
    ];
    expect(triggerText(report({ layers, failures }), colours)).toBe(`failed digest  wfr_one

                 done  failed  canceled
  process-users     1       0         0
  execute-user    120       7         1

  execute-user: disk full  wfr_0
  execute-user: disk full  wfr_1
  execute-user: disk full  wfr_2
  execute-user: disk full  wfr_3
  execute-user: disk full  wfr_4
  and 2 more
`);
  });

  it('says that the run was canceled', () => {
    expect(triggerText(report({ state: 'RUN_CANCELED' }), colours)).toBe(
      'canceled digest  wfr_one\n',
    );
  });
});

describe('what went wrong in a delivery', () => {
  it.each([
    [{ status: 500, body: '{"error":"Error","message":"disk full"}' }, 'disk full (answered 500)'],
    [{ status: 502, body: '<html>' }, 'answered 502'],
    [{ status: 0, body: '', error: 'connect ECONNREFUSED' }, 'connect ECONNREFUSED'],
    [{ status: 0, body: '' }, 'no answer'],
  ])('of %j is said in the best words there are', (refusal, text) => {
    expect(refusalText({ error: undefined, ...refusal })).toBe(text);
  });
});

describe('a duration', () => {
  it.each([
    [-5, '0.0 s'],
    [420, '0.4 s'],
    [12_182, '12 s'],
    [148_413, '2 min'],
    [1_808_042, '30 min'],
    [9_000_000, '2.5 h'],
  ])('of %d ms is said in the unit of a person', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
