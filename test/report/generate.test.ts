import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GeneratedFile } from '../../src/generate/result.js';
import { errorJson, errorText } from '../../src/report/error.js';
import { generateDiff, generateTree } from '../../src/report/generate.js';
import { TrifoldError } from '../../src/shared/errors.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';

const plain = pc.createColors(false);
const bright = pc.createColors(true);

function result(...files: Partial<GeneratedFile>[]) {
  const spec = parseWorkflowSpec({ name: 'digest', entity: 'user' });
  const blank = { id: 'x', owner: 'managed', scope: 'workflow', content: 'new\n' } as const;
  return {
    spec,
    written: false,
    missingDependencies: [],
    files: files.map((file) => ({ ...blank, path: 'a.ts', status: 'created' as const, ...file })),
  };
}

describe('the tree', () => {
  it('joins folders that have one child only', () => {
    const files = ['a/b/c/1.ts', 'a/b/c/2.ts', 'a/b/d/3.ts', '4.ts'].map((path) => ({ path }));
    expect(generateTree(result(...files), plain)).toBe(`a/b/
  c/
    1.ts  created
    2.ts  created
  d/
    3.ts  created
4.ts  created
`);
  });

  it('colours the status only when colours are on', () => {
    expect(generateTree(result({ status: 'overwritten' }), bright)).toBe(
      'a.ts  \u001b[33moverwritten\u001b[39m\n',
    );
  });
});

describe('the diff', () => {
  it('can be applied by git, for new and for changed files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trifold-diff-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'old.ts'), 'one\ntwo\n');
    const diff = generateDiff(
      result(
        { path: 'src/(backend)/new.ts', content: 'new\n' },
        { path: 'old.ts', status: 'overwritten', previous: 'one\ntwo\n', content: 'one\n2\n' },
        { path: 'same.ts', status: 'unchanged' },
      ),
      plain,
    );

    execFileSync('git', ['apply'], { cwd: folder, input: diff });

    expect(readFileSync(join(folder, 'src/(backend)/new.ts'), 'utf8')).toBe('new\n');
    expect(readFileSync(join(folder, 'old.ts'), 'utf8')).toBe('one\n2\n');
  });

  it('is empty when nothing changes', () => {
    expect(generateDiff(result({ status: 'unchanged' }, { status: 'kept' }), plain)).toBe('');
  });
});

describe('an error', () => {
  it('is printed with its code, why and fix, and without a stack', () => {
    const error = new TrifoldError('GEN_X', 'it failed', { why: 'of this', fix: 'do that' });
    expect(errorText(error, plain)).toBe(`error GEN_X: it failed
  why: of this
  fix: do that
`);
    expect(errorJson(error)).toEqual({
      error: { code: 'GEN_X', message: 'it failed', why: 'of this', fix: 'do that' },
    });
  });

  it('that is a bug keeps its stack', () => {
    expect(errorText(new TypeError('oops'), plain)).toContain('TypeError: oops\n    at ');
    expect(errorJson(new TypeError('oops')).error).toMatchObject({ code: 'INTERNAL' });
  });
});
