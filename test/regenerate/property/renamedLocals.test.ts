import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { nameProblems } from '../../../src/code/names/nameProblems.js';
import { merge } from '../../../src/regenerate/merge.js';
import { temporaryFolder } from '../../host/support/project.js';
import { generatedFiles, type GeneratedText } from './generatedFiles.js';

const { TRIFOLD_MERGE_CASES = '400', TRIFOLD_MERGE_SEED = '1' } = process.env;
// The compiler looks at each case: a tenth of them.
const runs = {
  numRuns: Math.ceil(Number(TRIFOLD_MERGE_CASES) / 10),
  seed: Number(TRIFOLD_MERGE_SEED),
};

const LABELS = { yours: 'yours', base: 'base', new: 'new' };
/** `const name = …;` inside of a function. */
const LOCAL = /^( +)(?:const|let) (\w+)[ :].*$/;

let files: readonly GeneratedText[];

beforeAll(async () => {
  files = await generatedFiles(await temporaryFolder());
});

it('finds that a person has renamed what the template uses once more', () => {
  let found = 0;
  fc.assert(
    fc.property(randomCase(), ({ file, name, line }) => {
      const renamed = (text: string) =>
        text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'renamedByMe');
      const lines = file.text.split('\n');
      const added = [...lines.slice(0, line + 1), `void ${name};`, ...lines.slice(line + 1)].join(
        '\n',
      );
      const { text, conflicts, isAmbiguous } = merge(
        { base: file.text, yours: renamed(file.text), new: added },
        LABELS,
      );
      if (conflicts > 0 || isAmbiguous || text === renamed(added)) return;
      const problems = problemsIn(file.path, text);
      const known = [...problemsIn(file.path, renamed(file.text)), ...problemsIn(file.path, added)];
      expect(problems.filter((problem) => !known.includes(problem))).not.toEqual([]);
      found += 1;
    }),
    runs,
  );
  expect(found).toBeGreaterThan(0);
});

function problemsIn(path: string, text: string): string[] {
  return nameProblems([{ path, text }], []).map(({ message }) => message);
}

/** A local variable, and a line in its scope after which the template says something new. */
function randomCase() {
  const cases = files.flatMap((file) => {
    const lines = file.text.split('\n');
    return lines.flatMap((text, at) => {
      const [, indent = '', name] = LOCAL.exec(text) ?? [];
      if (name === undefined) return [];
      return statementsAfter(lines, at, indent).map((line) => ({ file, name, line }));
    });
  });
  return fc.constantFrom(...cases);
}

/** The lines that end a statement of the same block, up to the end of that. */
function statementsAfter(lines: readonly string[], at: number, indent: string): number[] {
  const ends: number[] = [];
  for (let line = at + 1; line < lines.length; line += 1) {
    const text = lines[line] ?? '';
    if (text !== '' && !text.startsWith(indent)) break;
    if (text.endsWith(';') && text.slice(indent.length).search(/\S/) === 0) ends.push(line);
  }
  return ends;
}
