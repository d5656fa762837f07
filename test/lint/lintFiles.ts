import { readFacts } from '../../src/code/facts/readFacts.js';
import type { Finding } from '../../src/lint/finding.js';
import { judge } from '../../src/lint/judge.js';
import { rules } from '../../src/lint/rules/index.js';
import type { FixtureFile } from './fixtureFiles.js';

/** What all rules find in these files; `@/` means `src/`. */
export function lintFiles(files: readonly FixtureFile[]): Finding[] {
  const sources = files.map(({ path, content }) => ({ path, text: content }));
  return judge(readFacts(sources, { aliases: [{ prefix: '@/', target: 'src' }] }), rules);
}
