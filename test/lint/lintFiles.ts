import { moverIn } from '../../src/code/edits/moveOption.js';
import { readFacts } from '../../src/code/facts/readFacts.js';
import type { SdkFact } from '../../src/code/facts/configurationFacts.js';
import type { Finding } from '../../src/lint/finding.js';
import { judge } from '../../src/lint/judge.js';
import { withMoves } from '../../src/lint/moves.js';
import { rules } from '../../src/lint/rules/index.js';
import type { FixtureFile } from './fixtureFiles.js';

/** What all rules find in these files; `@/` means `src/`, and the SDK is 1.x unless said, or `// sdk: 0` begins some file. */
export function lintFiles(files: readonly FixtureFile[], major = sdkOf(files)): Finding[] {
  const sources = files.map(({ path, content }) => ({ path, text: content }));
  const aliases = [{ prefix: '@/', target: 'src' }];
  const sdks = [{ folder: '', major }];
  return withMoves(judge(readFacts(sources, { aliases, sdks }), rules), moverIn(sources, aliases));
}

function sdkOf(files: readonly FixtureFile[]): SdkFact['major'] {
  return files.some(({ content }) => content.startsWith('// sdk: 0\n')) ? 0 : 1;
}
