import { describe, expect, it } from 'vitest';
import { parseFlag } from '../../src/spec/flag.js';

describe('the short form of a flag', () => {
  it.each([
    ['paidOnly', { name: 'paidOnly' }],
    ['paidOnly:boolean', { name: 'paidOnly', type: 'boolean' }],
    ['tone:string@execute', { name: 'tone', type: 'string', layers: ['execute'] }],
    ['tone@paginate, execute', { name: 'tone', layers: ['paginate', 'execute'] }],
    [':@', { name: '', type: '', layers: [''] }],
  ])('%j', (text, flag) => {
    expect(parseFlag(text)).toEqual(flag);
  });
});
