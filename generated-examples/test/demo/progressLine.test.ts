import { expect, it } from 'vitest';
import { progressLine } from '../../demo/progressLine.js';

function output(isTTY: boolean) {
  let written = '';
  return { isTTY, columns: 20, write: (text: string) => (written += text), written: () => written };
}

it('writes over one line on a terminal, cut to its width', () => {
  const terminal = output(true);
  const line = progressLine(terminal);
  line.update('one');
  line.end('a text that is longer than the line');

  expect(terminal.written()).toBe('\r\u001b[2Kone\r\u001b[2Ka text that is long\n');
});

it('writes plain lines elsewhere, and not too many', () => {
  const file = output(false);
  let now = 0;
  const line = progressLine(file, () => now);
  line.update('too early');
  now = 2_500;
  line.update('half way');
  now = 3_000;
  line.update('too soon after it');
  line.end('done');

  expect(file.written()).toBe('half way\ndone\n');
});
