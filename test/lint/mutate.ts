import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/lint/finding.js';
import { fixFiles } from './fix/fixFiles.js';
import { marksIn, type FixtureFile } from './fixtureFiles.js';
import { lintFiles } from './lintFiles.js';

/** One text in one file of the worked examples, and what stands there instead. */
export interface Replacement {
  /** The end of the file's path, enough to mean one file: `welcome-placeholder/generate-user/route.ts`. */
  readonly file: string;
  /** Must occur exactly once, unless `nth` (from 1) says which one is meant. */
  readonly replace: string;
  readonly nth?: number;
  /** A line that must be reported ends with `// reported`. */
  readonly by: string;
}

export interface Mutation {
  /** What breaks: `returns before the first step`. */
  readonly title: string;
  readonly changes: readonly Replacement[];
}

/**
 * Breaks the worked examples in each of these ways and expects this rule, and no other, at exactly the marked lines. Where it
 * knows a fix, nothing is left to report afterwards.
 */
export function testMutations(rule: string, mutations: readonly Mutation[]): void {
  test.each(mutations)(`${rule}: $title`, async ({ changes }) => {
    const files = mutatedExamples(changes);
    const marks = marksIn(files, rule);
    expect(marks).not.toEqual([]);
    const findings = lintFiles(files);
    expect(findings.map(toMark)).toEqual(marks);
    if (findings.some(({ edits = [] }) => edits.length > 0))
      expect((await fixFiles(files)).left).toEqual([]);
  });
}

/** The worked examples with these changes, in memory. */
export function mutatedExamples(changes: readonly Replacement[]): FixtureFile[] {
  return changes.reduce(withReplacement, exampleFiles());
}

/** What all rules report, as `path:line rule`. */
export function reported(files: readonly FixtureFile[]): string[] {
  return lintFiles(files).map(toMark);
}

function toMark({ path: file, line, rule }: Finding): string {
  return `${file}:${line} ${rule}`;
}

const root = fileURLToPath(new URL('../../generated-examples', import.meta.url));
let examples: readonly FixtureFile[] | undefined;

function exampleFiles(): FixtureFile[] {
  examples ??= readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => ({
      path: `src/${name.replaceAll(path.sep, '/')}`,
      content: readFileSync(path.join(root, 'src', name), 'utf8'),
    }));
  return [...examples];
}

function withReplacement(
  files: FixtureFile[],
  { file, replace, nth, by }: Replacement,
): FixtureFile[] {
  const meant = files.filter((each) => each.path.endsWith(`/${file}`));
  if (meant.length !== 1) throw new Error(`${meant.length} files end with ${file}`);
  return files.map((each) => {
    if (each !== meant[0]) return each;
    const parts = each.content.split(replace);
    const found = parts.length - 1;
    if (nth === undefined ? found !== 1 : nth > found)
      throw new Error(`${file} has ${found} times: ${replace}`);
    const position = nth ?? 1;
    const content = [parts.slice(0, position), parts.slice(position)].map((part) =>
      part.join(replace),
    );
    return { path: each.path, content: content.join(by) };
  });
}
