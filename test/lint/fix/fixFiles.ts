import { fixTexts } from '../../../src/lint/fix/fixTexts.js';
import { fingerprintsOf } from '../../../src/lint/fingerprint.js';
import type { Fingerprinted } from '../../../src/lint/baseline.js';
import type { FixtureFile } from '../fixtureFiles.js';
import { lintFiles } from '../lintFiles.js';

export interface FixedFiles {
  readonly files: readonly FixtureFile[];
  /** How many findings were fixed. */
  readonly count: number;
  /** The rules of what is left. */
  readonly left: readonly string[];
}

/** Makes the fixes of all rules in these files, without formatting. */
export async function fixFiles(files: readonly FixtureFile[]): Promise<FixedFiles> {
  const original = new Map(files.map(({ path, content }) => [path, content]));
  const { texts, count, result } = await fixTexts({
    lint: async (unsaved) => ({
      findings: findingsIn(new Map([...original, ...unsaved])),
      workflows: [],
      groups: [],
      disabled: 0,
      baselined: 0,
    }),
    read: (path) => original.get(path) ?? '',
    finish: async (_path, _before, after) => after,
  });
  return {
    files: files.map(({ path, content }) => ({ path, content: texts.get(path) ?? content })),
    count,
    left: result.findings.map(({ rule }) => rule),
  };
}

function findingsIn(texts: ReadonlyMap<string, string>): Fingerprinted[] {
  const findings = lintFiles(Array.from(texts, ([path, content]) => ({ path, content })));
  return fingerprintsOf(findings, (path) => texts.get(path));
}
