import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/lint/rules/index.js';
import { fixFiles } from './fix/fixFiles.js';
import { marksIn, type FixtureFile } from './fixtureFiles.js';
import { lintFiles } from './lintFiles.js';

const folder = fileURLToPath(new URL('../../src/lint/rules/', import.meta.url));
const files = readdirSync(folder);

test('every rule has a file, a page, a line in the index and a mutation test', () => {
  const ids = rules.map(({ meta }) => meta.id).sort();
  expect(idsOf('.md')).toEqual(ids);
  expect(idsOf('.ts').filter((id) => id !== 'index')).toEqual(ids);
  expect(mutatedIds()).toEqual(ids);
});

describe.each(rules.map(({ meta }) => meta.id))('%s', (id) => {
  const examples = examplesIn(readFileSync(`${folder}${id}.md`, 'utf8'));

  test('has an example of either kind', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['incorrect', 'correct']));
  });

  test.each(examples)('$kind example at line $line', async ({ kind, content }) => {
    const files = filesIn(content);
    const found = lintFiles(files);
    const reported = found.filter(({ rule }) => rule === id);
    const marked = marksIn(files, id);
    expect(marked.length > 0).toBe(kind === 'incorrect');
    expect(reported.map(({ path, line }) => `${path}:${line} ${id}`).sort()).toEqual(marked.sort());
    const before = new Set(found.map(({ rule }) => rule));
    expect((await fixFiles(files)).left.filter((rule) => !before.has(rule))).toEqual([]);
  });
});

/** `// file: path` begins another file; an example without is one route. */
function filesIn(content: string): FixtureFile[] {
  const parts = content.split(/^\/\/ file: (.+)\n/m);
  if (parts.length === 1) return [{ path: 'src/route.ts', content }];
  return parts.flatMap((text, index) =>
    index % 2 === 0 ? [] : [{ path: text, content: parts[index + 1] ?? '' }],
  );
}

function idsOf(ending: string): string[] {
  return files
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

function mutatedIds(): string[] {
  const tests = fileURLToPath(new URL('./mutations/', import.meta.url));
  const texts = readdirSync(tests).map((name) => readFileSync(`${tests}${name}`, 'utf8'));
  const calls = texts.flatMap((text) => [...text.matchAll(/testMutations\('([^']+)'/g)]);
  return [...new Set(calls.map(([, id]) => id ?? ''))].sort();
}

function examplesIn(page: string): { kind: string; line: number; content: string }[] {
  return [...page.matchAll(/^```ts (incorrect|correct)\n([\s\S]*?)^```$/gm)].map((match) => ({
    kind: match[1] ?? '',
    content: match[2] ?? '',
    line: page.slice(0, match.index).split('\n').length,
  }));
}
