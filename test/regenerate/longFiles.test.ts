import { expect, it } from 'vitest';
import type { Formatter } from '../../src/format/formatter.js';
import { mergeFile } from '../../src/regenerate/mergeFile.js';

/** From 1,500 lines on git merges. */
const LINES = Array.from({ length: 2_000 }, (_, number) => `line${String(number)};`);

const asItIs: Formatter = async (_, text) => text;

const merged = (
  yours: string,
  other: string,
  preference: 'markers' | 'yours' | 'new' = 'markers',
) => mergeFile(asItIs, 'a.ts', { base: textOf(LINES), yours, new: other }, preference);

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function withLine(number: number, line: string): string {
  return textOf(LINES.with(number, line));
}

it('takes the changes of both sides of a long file', async () => {
  const result = await merged(withLine(10, 'mine;'), withLine(1_900, 'theirs;'));
  expect(result).toMatchObject({ conflicts: 0, isAmbiguous: false });
  expect(result.text).toBe(textOf(LINES.with(10, 'mine;').with(1_900, 'theirs;')));
});

it('shows both sides and the base where they have changed the same line of a long file', async () => {
  const { text, conflicts } = await merged(withLine(10, 'mine;'), withLine(10, 'theirs;'));
  expect(conflicts).toBe(1);
  expect(text).toContain(
    '<<<<<<< yours\nmine;\n||||||| as generated\nline10;\n=======\ntheirs;\n>>>>>>> template\n',
  );
});

it.each([
  ['yours', 'mine;'],
  ['new', 'theirs;'],
] as const)('settles a conflict in a long file for %s, as asked', async (preference, line) => {
  const sides = [withLine(10, 'mine;'), withLine(10, 'theirs;')] as const;
  const { text, conflicts } = await merged(...sides, preference);
  expect({ text, conflicts }).toEqual({ text: withLine(10, line), conflicts: 1 });
});

it('is in doubt about an edit among lines of a long file that repeat', async () => {
  const repeated = LINES.toSpliced(1_000, 2, '});', '});');
  const sides = {
    base: textOf(repeated),
    yours: textOf(repeated.toSpliced(1_001, 0, 'mine;')),
    new: textOf(repeated.toSpliced(1_001, 0, '});')),
  };
  const { conflicts, isAmbiguous } = await mergeFile(asItIs, 'a.ts', sides, 'markers');
  expect(conflicts > 0 || isAmbiguous).toBe(true);
});
