import { describe, expect, it } from 'vitest';
import { TrifoldError } from '../../src/shared/errors.js';
import { parseJson, toJsonText } from '../../src/shared/json.js';
import { hasErrorCode, messageOf } from '../../src/shared/nodeErrors.js';
import { sha256 } from '../../src/shared/sha256.js';

describe('TrifoldError', () => {
  it('carries code, reason, fix and cause', () => {
    const cause = new Error('disk full');
    const error = new TrifoldError('X_Y', 'it failed', { why: 'full', fix: 'make room', cause });
    expect(error).toMatchObject({
      code: 'X_Y',
      message: 'it failed',
      why: 'full',
      fix: 'make room',
    });
    expect(error.cause).toBe(cause);
    expect('cause' in new TrifoldError('X_Y', 'it failed')).toBe(false);
  });
});

describe('JSON', () => {
  it('is read with or without a byte order mark', () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(() => parseJson('{')).toThrow(SyntaxError);
  });

  it('is written with two spaces and a final line feed', () => {
    expect(toJsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});

describe('sha256', () => {
  it('counts a string as its UTF-8 bytes', () => {
    expect(sha256('dùng')).toBe(sha256(Buffer.from('dùng')));
    expect(sha256('')).toMatch(/^e3b0c44298fc1c14/);
  });
});

describe("Node's errors", () => {
  it('are told by their code', () => {
    const error = Object.assign(new Error('gone'), { code: 'ENOENT' });
    expect(hasErrorCode(error, 'EACCES', 'ENOENT')).toBe(true);
    expect(hasErrorCode(error, 'EACCES')).toBe(false);
    expect(hasErrorCode('ENOENT', 'ENOENT')).toBe(false);
  });

  it('have a message, whatever was thrown', () => {
    expect([messageOf(new Error('x')), messageOf('y'), messageOf(undefined)]).toEqual([
      'x',
      'y',
      'undefined',
    ]);
  });
});
