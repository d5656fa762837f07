import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resultCache } from '@/server/cache/resultCache';

const notes = resultCache('notes', z.object({ text: z.string() }));
const others = resultCache('others', z.object({ text: z.string() }));

beforeEach(async () => {
  await notes.clear();
  await others.clear();
});

describe('resultCache', () => {
  it('reads back what was saved', async () => {
    await notes.save('a', { text: 'hello' }, 'run-1');

    expect(await notes.read('a')).toEqual({ text: 'hello' });
    expect(await notes.read('b')).toBeUndefined();
  });

  it('keeps one result for each item and counts how often it was written', async () => {
    await notes.save('a', { text: 'first' }, 'run-1');
    await notes.save('a', { text: 'second' }, 'run-2');

    expect(await notes.read('a')).toEqual({ text: 'second' });
    expect(await notes.all()).toEqual([{ itemId: 'a', rootRunId: 'run-2', revision: 2 }]);
  });

  it('finds the items that have no result, in the order asked for', async () => {
    await notes.save('b', { text: 'x' }, 'run-1');

    expect(await notes.missing(['c', 'b', 'a'])).toEqual(['c', 'a']);
    expect(await notes.missing([])).toEqual([]);
  });

  it('finds the items whose result came from one entry run', async () => {
    await notes.save('a', { text: 'x' }, 'run-1');
    await notes.save('b', { text: 'x' }, 'run-2');

    expect(await notes.savedBy(['b', 'a', 'c'], 'run-2')).toEqual(['b']);
  });

  it('keeps kinds apart', async () => {
    await notes.save('a', { text: 'x' }, 'run-1');

    expect(await others.missing(['a'])).toEqual(['a']);
    expect(await others.all()).toEqual([]);
  });

  it('refuses a saved result that no longer has the shape of its kind', async () => {
    await notes.save('a', { text: 'x' }, 'run-1');
    const numbers = resultCache('notes', z.object({ text: z.number() }));

    await expect(numbers.read('a')).rejects.toThrow(z.ZodError);
  });

  it('writes once for each of many saves at the same time', async () => {
    await Promise.all([1, 2, 3].map((n) => notes.save('a', { text: `${n}` }, 'run-1')));

    expect(await notes.all()).toEqual([{ itemId: 'a', rootRunId: 'run-1', revision: 3 }]);
  });
});
