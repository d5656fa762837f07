import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { createLiveRegion } from '../../src/cli/live-region.js';

/** What a terminal shows of the output: it understands what the region writes. */
function screenOf(output: string): string[] {
  const rows: string[] = [];
  for (const line of output.split('\n')) {
    const up = /\[(\d+)A/.exec(line)?.[1];
    // Where the region moves the cursor up it is at the start of a row, and it erases what is below.
    if (up !== undefined) rows.length -= Number(up);
    rows.push(stripVTControlCharacters(line).replace('\r', ''));
  }
  return rows.filter((row) => row !== '');
}

function region(size = { rows: 24, columns: 80 }) {
  let output = 'banner\n';
  const live = createLiveRegion({ out: (text) => (output += text), size: () => size });
  return { ...live, screen: () => screenOf(output) };
}

it('writes over its own lines only', () => {
  const { draw, screen } = region();
  draw(['one', 'two', 'three']);
  draw(['one']);
  expect(screen()).toEqual(['banner', 'one']);
});

it('leaves other lines above for good', () => {
  const { draw, print, screen } = region();
  draw(['one', 'two']);
  print(['note']);
  draw(['two'], ['one has ended']);
  draw([]);
  expect(screen()).toEqual(['banner', 'note', 'one has ended']);
});

it('is never higher than the terminal, where it could not be written over', () => {
  const { draw, screen } = region({ rows: 4, columns: 80 });
  draw(['one', 'two', 'three', 'four', 'five']);
  expect(screen()).toEqual(['banner', 'one', 'two', '… and 3 more lines']);
  draw(['one', 'two', 'three']);
  expect(screen()).toEqual(['banner', 'one', 'two', 'three']);
});

it('cuts a line that is longer than the terminal is wide, and keeps its colours', () => {
  const { draw, screen } = region({ rows: 24, columns: 8 });
  draw(['\u001B[31mone\u001B[39m two three']);
  expect(screen()).toEqual(['banner', 'one two…']);
});

it('clears the rows into which a narrower terminal has wrapped its lines', () => {
  const size = { rows: 24, columns: 80 };
  let output = '';
  const live = createLiveRegion({ out: (text) => (output += text), size: () => size });
  live.draw(['a line of 20 letters', 'short']);
  size.columns = 10;
  live.draw([]);
  expect(output).toContain('\u001B[3A\u001B[0J');
});
