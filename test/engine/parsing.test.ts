import { describe, expect, test } from 'vitest';
import { evaluateDelay } from '../../src/engine/delayExpression.js';
import { parseDuration } from '../../src/engine/durations.js';
import { parseFlowControl } from '../../src/engine/flowControl.js';
import { retryDelay } from '../../src/engine/retryDelay.js';
import { createTimers } from '../../src/engine/timers.js';
import { systemClock } from '../../src/engine/index.js';

describe('durations', () => {
  test.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['250ms', 250],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', 'soon', '5x', '-1s', '1m 30s'])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('retryDelay expressions', () => {
  test.each([
    ['1000', 1_000],
    ['1000 * (1 + retried)', 3_000],
    ['pow(2, retried) * 1000', 4_000],
    ['max(10, min(retried, 5)) - 1', 9],
    ['-retried + 10 / 4', 0.5],
    ['floor(sqrt(17))', 4],
  ])('evaluates %s', (expression, value) => {
    expect(evaluateDelay(expression, 2)).toBe(value);
  });

  test.each(['', 'retried +', 'process.exit()', 'constructor(1)', '(1', '1 2', 'pow 2'])(
    'does not evaluate %j',
    (expression) => {
      expect(evaluateDelay(expression, 2)).toBeUndefined();
    },
  );
});

describe('delay until a retry', () => {
  const now = Date.UTC(2030, 0, 1);
  const delay = (options: {
    retried?: number;
    expression?: string;
    headers?: Record<string, string>;
  }) => retryDelay({ retried: 0, expression: undefined, headers: {}, now, ...options });
  const after = (text: string) => ({ headers: { 'retry-after': text } });

  test('grows by default to a day', () => {
    const minutes = [0, 1, 2, 3, 4, 9].map((retried) => Math.round(delay({ retried }) / 60_000));
    expect(minutes).toEqual([0, 2, 30, 367, 1_440, 1_440]);
  });

  test('follows Retry-After in seconds, as a duration and as a date', () => {
    expect(delay({ ...after('120'), expression: '1' })).toBe(120_000);
    expect(delay(after('2m'))).toBe(120_000);
    expect(delay(after(new Date(now + 5_000).toUTCString()))).toBe(5_000);
  });

  test('follows the headers of a rate limit, but not for more than a day', () => {
    expect(delay({ headers: { 'x-ratelimit-reset': '30' } })).toBe(30_000);
    expect(delay({ headers: { 'x-ratelimit-reset-tokens': '6m5s' } })).toBe(365_000);
    expect(delay(after('2d'))).toBe(delay({}));
  });

  test('takes the default when an expression does not parse', () => {
    expect(delay({ expression: 'nonsense(' })).toBe(delay({}));
  });
});

test('reads the limits of a flow control key', () => {
  expect(parseFlowControl('k', 'parallelism=10, rate=5, period=60s')).toEqual({
    key: 'k',
    parallelism: 10,
    rate: 5,
    periodMs: 60_000,
  });
  expect(parseFlowControl('k', 'rate=5')).toMatchObject({
    parallelism: undefined,
    periodMs: 1_000,
  });
  expect(parseFlowControl(undefined, 'rate=5')).toBeUndefined();
});

test('gives timers back by time, and by order of arrival at the same time', () => {
  const timers = createTimers<string>((item) => item !== '5#0');
  const times = [5, 1, 3, 1, 4, 2, 5, 0];
  for (const [index, at] of times.entries()) timers.add(at, `${at}#${index}`);

  const taken: string[] = [];
  for (let item = timers.takeDue(4); item; item = timers.takeDue(4)) taken.push(item);

  expect(taken).toEqual(['0#7', '1#1', '1#3', '2#5', '3#2', '4#4']);
  expect(timers.nextAt()).toBe(5);
  expect(timers.size).toBe(1);
});

test('does not keep timers that have nothing to wake, however far away', () => {
  const live = new Set<number>();
  const timers = createTimers<number>((item) => live.has(item));

  for (let n = 0; n < 100_000; n += 1) {
    live.add(n);
    timers.add(1e9 - n, n);
    if (n % 100 !== 0) live.delete(n);
  }

  expect(timers.size).toBeLessThanOrEqual(2_001);
  expect(timers.nextAt()).toBe(1e9 - 99_900);
});

test('refuses a clock that would stand still or run backwards', () => {
  expect(() => systemClock({ scale: 0 })).toThrow('cannot run');
});
