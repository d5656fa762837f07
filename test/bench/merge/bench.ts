import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.js';

const CASES = 10_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

export const merge: Bench = {
  about: `random edits of two sides, ${CASES} cases and a new seed: no merge may be wrong without saying so`,
  measure: async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const before = performance.now();
    const exitCode = await runTests(seed);
    const seconds = Math.round((performance.now() - before) / 1_000);
    return [
      {
        what: `${CASES} cases of seed ${seed}`,
        measured: `${exitCode === 0 ? 'none is wrong' : 'FAILED'} in ${seconds} s`,
        budget: 'none is wrong',
        isKept: exitCode === 0,
      },
    ];
  },
};

/** The property tests in their long form, which print what has become of the cases. */
function runTests(seed: number): Promise<number | null> {
  const flags = ['run', '--silent=false', '--project', 'unit', '--testTimeout', '1800000'];
  const child = spawn(process.execPath, [VITEST, ...flags, 'test/regenerate/property'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      TRIFOLD_MERGE_CASES: String(CASES),
      TRIFOLD_MERGE_SEED: String(seed),
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
}
