import { describe, expect, it } from 'vitest';
import { hasConflictMarkers } from '../../src/regenerate/conflictMarkers.js';
import { merge, type Sides } from '../../src/regenerate/merge.js';
import { inShape, plainText, shapeOf } from '../../src/shared/textShape.js';

const labels = { yours: 'yours', base: 'as generated', new: 'template' };

const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

const merged = (sides: Sides) => merge(sides, labels);

describe('a merge', () => {
  it('takes the changes of both sides', () => {
    const base = text('one', 'two', 'three', 'four', 'five');
    const yours = text('one', 'two', 'three', 'four', 'mine', 'five');
    const result = merged({ base, yours, new: text('ONE', 'two', 'three', 'four', 'five') });
    expect(result).toEqual({
      text: text('ONE', 'two', 'three', 'four', 'mine', 'five'),
      conflicts: 0,
      isAmbiguous: false,
    });
  });

  it('takes a change that both sides have made once', () => {
    const base = text('one', 'two');
    const changed = text('one', 'TWO');
    expect(merged({ base, yours: changed, new: changed })).toMatchObject({
      text: changed,
      conflicts: 0,
    });
  });

  it('shows both sides and the base where they have changed the same line', () => {
    const base = text('a', 'limit = 1', 'z');
    const sides = { base, yours: text('a', 'limit = 5', 'z'), new: text('a', 'limit = 2', 'z') };
    const { text: shown, conflicts } = merged(sides);
    expect(conflicts).toBe(1);
    expect(shown).toBe(
      text(
        'a',
        '<<<<<<< yours',
        'limit = 5',
        '||||||| as generated',
        'limit = 1',
        '=======',
        'limit = 2',
        '>>>>>>> template',
        'z',
      ),
    );
    expect(merge(sides, labels, 'yours').text).toBe(sides.yours);
    expect(merge(sides, labels, 'new').text).toBe(sides.new);
  });

  it.each([
    ['insertions at one place', text('a', 'mine', 'z'), text('a', 'theirs', 'z')],
    ['changes of neighbouring lines', text('A', 'z'), text('a', 'Z')],
    ['a change in what the other side has deleted', text('A', 'z'), text('z')],
  ])('does not guess about %s', (_, yours, other) => {
    expect(merged({ base: text('a', 'z'), yours, new: other }).conflicts).toBe(1);
  });

  it('merges two new files from nothing: equal ones are one, others are a conflict', () => {
    expect(merged({ base: '', yours: 'a\n', new: 'a\n' })).toMatchObject({ conflicts: 0 });
    expect(merged({ base: '', yours: 'a\n', new: 'b\n' })).toMatchObject({ conflicts: 1 });
  });

  it('says when an edit among repeated lines could belong to another of them', () => {
    // Which of the steps the template has removed is anybody's guess, and the edit is in the last one.
    const step = ['run(() => {', '  work();', '});'];
    const base = text(...step, ...step, ...step);
    const yours = text(...step, ...step, 'run(() => {', '  mine();', '});');
    const result = merged({ base, yours, new: text(...step, ...step) });
    expect(result.conflicts > 0 || result.isAmbiguous).toBe(true);
  });

  it.each([
    ['deletes', text('a', 'b', 'c', 'd')],
    ['moves elsewhere', text('work();', 'a', 'b', 'c', 'd')],
  ])('says when one side moves what the other %s', (_, other) => {
    const base = text('a', 'b', 'work();', 'c', 'd');
    const yours = text('a', 'b', 'c', 'd', 'work();');
    expect(merged({ base, yours, new: other })).toMatchObject({ conflicts: 0, isAmbiguous: true });
  });

  it('says when an edit next to a moved block could belong to a line of the block', () => {
    const parameters = ['  ids,', '  context,', ') {', '  fail('];
    const one = ['one(', ...parameters, '    "one"', '  );', '},', ''];
    const two = ['/** Two. */', 'two(', '  root,', ...parameters, '    "two"', '  );'];
    const base = text('/** One. */', ...one, ...two, '},', '', '/** Three. */');
    const result = merged({
      base,
      yours: base.replace('  context,\n', ''),
      new: text('/** One. */', ...two, ...one, '},', '', '/** Three. */'),
    });
    expect(result).toMatchObject({ conflicts: 0, isAmbiguous: true });
  });

  it('says when one side moves what the other deletes, and the line reads like one that it passes', () => {
    const base = text('a', 'b', '}', 'c', '}');
    const yours = text('a', '}', 'b', 'B', 'c');
    const other = text('a', 'b', '}', 'c');
    expect(merged({ base, yours, new: other })).toMatchObject({ conflicts: 0, isAmbiguous: true });
  });

  it('is not in doubt about repeated lines that nobody has edited', () => {
    const base = text('a', 'b', '});', '});', 'z');
    const yours = text('A', 'b', '});', '});', 'z');
    const sides = { base, yours, new: text('a', 'b', '});', '});', '});', 'z') };
    expect(merged(sides)).toMatchObject({ conflicts: 0, isAmbiguous: false });
  });
});

describe('the shape of a text', () => {
  it.each([
    ['line feeds', 'a\nb\n'],
    ['Windows line ends', 'a\r\nb\r\n'],
    ['a byte order mark', '\uFEFFa\r\nb\r\n'],
    ['no line end at the end', 'a\nb'],
    ['Windows line ends and none at the end', 'a\r\nb\r\nc'],
    ['nothing', ''],
  ])('comes back with %s', (_, original) => {
    expect(plainText(original)).not.toMatch(/\r|\uFEFF|[^\n]$/);
    expect(inShape(plainText(original), shapeOf(original))).toBe(original);
  });
});

describe('conflict markers', () => {
  it.each([
    ['ours', merge({ base: 'a\n', yours: 'b\n', new: 'c\n' }, labels).text],
    ['those of git', '<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> main\r\n'],
  ])('are seen: %s', (_, marked) => {
    expect(hasConflictMarkers(marked)).toBe(true);
  });

  it('are not seen in a heading or a quotation', () => {
    expect(hasConflictMarkers('Title\n=======\n\n// "<<<<<<< HEAD" starts one\n')).toBe(false);
  });
});
