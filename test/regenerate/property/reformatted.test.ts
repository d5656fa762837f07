import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createFormatter, type Formatter } from '../../../src/format/formatter.js';
import { mergeFile } from '../../../src/regenerate/mergeFile.js';
import { plainText } from '../../../src/shared/textShape.js';
import { temporaryFolder } from '../../host/support/project.js';
import { applyAll, type Document, documentOf, type Edit, textOf, together } from './document.js';
import { editsOf } from './edits.js';
import { generatedFiles, type GeneratedText } from './generatedFiles.js';
import { anyReformatting, type Reformatting } from './reformatting.js';

const { TRIFOLD_MERGE_CASES = '400', TRIFOLD_MERGE_SEED = '1' } = process.env;
// Prettier reads each case four times: a tenth of them.
const runs = {
  numRuns: Math.ceil(Number(TRIFOLD_MERGE_CASES) / 10),
  seed: Number(TRIFOLD_MERGE_SEED),
};

let files: readonly GeneratedText[];
let format: Formatter;

beforeAll(async () => {
  const root = await temporaryFolder();
  files = await generatedFiles(root);
  format = remembering(createFormatter(root), files);
});

/** The base of every case is one of few texts, which are formatted already. */
function remembering(formatter: Formatter, known: readonly GeneratedText[]): Formatter {
  const texts = new Set(known.map(({ text }) => text));
  return async (path, text) => (texts.has(text) ? text : formatter(path, text));
}

interface Case {
  readonly path: string;
  readonly document: Document;
  readonly mine: readonly Edit[];
  readonly theirs: readonly Edit[];
  readonly reformatted: Reformatting;
  readonly isWindows: boolean;
}

it('merges into a file that a person has edited and reformatted as if they had only edited it', async () => {
  const counts = { clean: 0, conflict: 0, ambiguous: 0 };
  await fc.assert(
    fc.asyncProperty(randomCase(), async (given) => {
      const { document, mine, theirs } = given;
      const { kind, text } = await mergedCase(given);
      counts[kind] += 1;
      if (kind !== 'clean') return;
      const wanted = together(document, mine, theirs);
      if (wanted.some((each) => squeezed(each) === squeezed(text))) return;
      const all = await Promise.all(wanted.map((each) => saidIn(given.path, each)));
      expect(all).toContain(await saidIn(given.path, text));
    }),
    runs,
  );
  console.info(`merged after a reformatting ${JSON.stringify(counts)}`);
  expect(counts.clean).toBeGreaterThan(runs.numRuns / 3);
  expect(counts.conflict).toBeGreaterThan(0);
});

function randomCase(): fc.Arbitrary<Case> {
  return fc.constantFrom(...files).chain(({ path, text }) => {
    const document = documentOf(text);
    return fc.record({
      path: fc.constant(path),
      document: fc.constant(document),
      mine: fc.oneof(fc.constant([]), editsOf('mine', document)),
      theirs: editsOf('theirs', document),
      reformatted: anyReformatting(),
      isWindows: fc.boolean(),
    });
  });
}

async function mergedCase(given: Case) {
  const { path, document, mine, theirs, reformatted, isWindows } = given;
  const saved = textOf(applyAll(document, mine));
  // What cannot be parsed, no tool formats.
  const shown = await reformatted(saved).catch(() => saved);
  const sides = {
    base: textOf(document),
    yours: plainText(isWindows ? shown.replaceAll('\n', '\r\n') : shown),
    new: textOf(applyAll(document, theirs)),
  };
  const merged = await mergeFile(format, path, sides, 'markers');
  const kind =
    merged.conflicts > 0 ? 'conflict' : merged.isAmbiguous ? 'ambiguous' : ('clean' as const);
  return { kind, text: merged.text } as const;
}

async function saidIn(path: string, text: string): Promise<string> {
  return format(path, text).then(squeezed, () => loose(squeezed(text)));
}

/**
 * Of a text that cannot be parsed as a whole. One side of it could, and was given the parentheses and semicolons of what
 * the moved lines mean there.
 */
function loose(text: string): string {
  return text.replaceAll(/[();]/g, '');
}

/** A text without what formatting decides: white space, what ends the last of a list, the bar before one of types. */
function squeezed(text: string): string {
  return text
    .replaceAll(/\s+/g, '')
    .replaceAll(/[,;](?=[)\]}>])/g, '')
    .replaceAll(/(?<=[=:<(,])\|/g, '');
}
