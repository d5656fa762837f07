import { expect, it } from 'vitest';
import { readOptions } from '../../demo/options.js';

it('scales the clock unless told otherwise', () => {
  expect(readOptions([])).toEqual({ scale: 10, help: false });
  expect(readOptions(['--scale', '1'])).toEqual({ scale: 1, help: false });
});

it('reads what a package manager passes on after --', () => {
  expect(readOptions(['--', '--scale', '5'])).toEqual({ scale: 5, help: false });
});

it.each(['0', '-1', 'fast', '100000'])('refuses the scale %s', (scale) => {
  expect(() => readOptions([`--scale=${scale}`])).toThrow('--scale takes a number from 1 to 1000');
});
