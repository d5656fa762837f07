import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { merge } from '../../../src/regenerate/merge.js';
import { plainText } from '../../../src/shared/textShape.js';
import { temporaryFolder } from '../../host/support/project.js';
import { applyAll, type Document, documentOf, type Edit, textOf, together } from './document.js';
import { editsOf } from './edits.js';
import { generatedFiles, type GeneratedText } from './generatedFiles.js';

const { TRIFOLD_MERGE_CASES = '400', TRIFOLD_MERGE_SEED = '1' } = process.env;
const runs = { numRuns: Number(TRIFOLD_MERGE_CASES), seed: Number(TRIFOLD_MERGE_SEED) };

const LABELS = { yours: 'yours', base: 'base', new: 'new' };

let files: readonly GeneratedText[];

beforeAll(async () => {
  files = await generatedFiles(await temporaryFolder());
});

interface Case {
  readonly document: Document;
  readonly mine: readonly Edit[];
  readonly theirs: readonly Edit[];
  readonly isWindows: boolean;
}

it('merges the edits of two sides as if one had come after the other, or says that it cannot', () => {
  const counts = { clean: 0, conflict: 0, ambiguous: 0 };
  fc.assert(
    fc.property(randomCase(), (given) => {
      const { kind, text } = mergedCase(given);
      counts[kind] += 1;
      if (kind === 'clean')
        expect(together(given.document, given.mine, given.theirs)).toContain(text);
    }),
    runs,
  );
  console.info(`merged ${JSON.stringify(counts)}`);
  expect(counts.clean).toBeGreaterThan(runs.numRuns / 3);
  expect(counts.conflict).toBeGreaterThan(0);
});

function randomCase(): fc.Arbitrary<Case> {
  return fc.constantFrom(...files).chain(({ text }) => {
    const document = documentOf(text);
    return fc.record({
      document: fc.constant(document),
      mine: editsOf('mine', document),
      theirs: editsOf('theirs', document),
      isWindows: fc.boolean(),
    });
  });
}

function mergedCase({ document, mine, theirs, isWindows }: Case) {
  const saved = textOf(applyAll(document, mine));
  const merged = merge(
    {
      base: textOf(document),
      yours: plainText(isWindows ? saved.replaceAll('\n', '\r\n') : saved),
      new: textOf(applyAll(document, theirs)),
    },
    LABELS,
  );
  const kind =
    merged.conflicts > 0 ? 'conflict' : merged.isAmbiguous ? 'ambiguous' : ('clean' as const);
  return { kind, text: merged.text } as const;
}
