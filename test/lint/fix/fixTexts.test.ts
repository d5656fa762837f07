import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../../../src/lint/finding.js';
import { fixTexts } from '../../../src/lint/fix/fixTexts.js';
import type { LintResult } from '../../../src/lint/lintSources.js';

/** Reports each match of a pattern, with an edit that replaces it. */
function linter(files: Record<string, string>, pattern: RegExp, by: string) {
  return async (texts: ReadonlyMap<string, string>): Promise<LintResult> => ({
    findings: Object.keys(files).flatMap((path) =>
      (texts.get(path) ?? files[path] ?? '').split('\n').flatMap((text, index) =>
        Array.from(text.matchAll(pattern), (match) => {
          const line = index + 1;
          const start = { line, column: match.index + 1 };
          const end = { line, column: start.column + match[0].length };
          const edits: TextEdit[] = [{ path, start, end, text: by }];
          return { ...finding, related: [], path, line, column: start.column, edits };
        }),
      ),
    ),
    workflows: [],
    groups: [],
    disabled: 0,
    baselined: 0,
  });
}

const finding = {
  rule: 'test',
  severity: 'error',
  message: '',
  why: '',
  fix: '',
  fingerprint: '',
  code: '',
} as const;

async function fix(files: Record<string, string>, pattern: RegExp, by: string) {
  return fixTexts({
    lint: linter(files, pattern, by),
    read: (path) => files[path] ?? '',
    finish: async (_path, _before, after) => after,
  });
}

describe('fixes', () => {
  it('are made in every file, whatever its line ends are', async () => {
    const files = { 'a.ts': 'x y\r\nx\r\n', 'b.ts': 'x', 'c.ts': 'y' };
    const { texts, count, result } = await fix(files, /x/g, 'long');
    expect(Object.fromEntries(texts)).toEqual({ 'a.ts': 'long y\r\nlong\r\n', 'b.ts': 'long' });
    expect({ count, left: result.findings }).toEqual({ count: 3, left: [] });
  });

  it('that touch are made one after the other', async () => {
    const { texts, count } = await fix({ 'a.ts': 'xxx' }, /x/g, 'yo');
    expect({ text: texts.get('a.ts'), count }).toEqual({ text: 'yoyoyo', count: 3 });
  });

  it('that never end are refused', async () => {
    await expect(fix({ 'a.ts': 'x' }, /x/g, 'x')).rejects.toMatchObject({ code: 'LINT_FIX_BROKE' });
  });

  it('change nothing where there is nothing to fix', async () => {
    expect((await fix({ 'a.ts': 'y' }, /x/g, 'z')).texts.size).toBe(0);
  });
});
