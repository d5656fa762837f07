import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from '../bench.js';

const CASES = 1_000;
const PROJECTS = ['sdk-1', 'sdk-0'];
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

export const property: Bench = {
  about: `random workflows under random faults, ${CASES} cases and a new seed for each SDK major`,
  measure: async () => {
    const figures: Figure[] = [];
    for (const project of PROJECTS) figures.push(await runCases(project));
    return figures;
  },
};

/** The property tests in their long form; a case that fails is printed by the test itself, with its seed. */
async function runCases(project: string): Promise<Figure> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const before = performance.now();
  const exitCode = await runTests(project, seed);
  const seconds = Math.round((performance.now() - before) / 1_000);
  return {
    what: `${CASES} cases of seed ${seed} on ${project}`,
    measured: `${exitCode === 0 ? 'all as a plain run' : 'FAILED'} in ${seconds} s`,
    budget: 'all as a plain run',
    isKept: exitCode === 0,
  };
}

function runTests(project: string, seed: number): Promise<number | null> {
  const flags = ['run', '--project', project, 'test/testing/property'];
  const child = spawn(process.execPath, [VITEST, ...flags], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      TRIFOLD_PROPERTY_CASES: String(CASES),
      TRIFOLD_PROPERTY_SEED: String(seed),
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
}
