import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atMost, noted } from '../bench.js';
import type { Bench, Figure } from '../bench.js';
import { ESLINT_CONFIG } from './eslintConfig.js';
import { measured, type Measured } from './measured.js';
import { madeUpProject, writeProject } from './project.js';

const SIZES = [100, 300, 1_000] as const;
const UNRELATED_PER_WORKFLOW = 5;

const LAYERS = 3;

const COLD_SECONDS = 6;
const WARM_SECONDS = 1;
const MEMORY_MB = 700;
/** Processor time of a workflow among many, as a multiple of that among a third as many. */
const GROWTH = 1.2;

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

export const lint: Bench = {
  about: 'trifold lint: cold, warm, and how it grows, beside ESLint on the same files',
  measure: measureLint,
};

async function measureLint(): Promise<readonly Figure[]> {
  await promisify(execFile)('npx', ['tsc', '-p', 'src/tsconfig.json'], { cwd: REPOSITORY });
  const cold = new Map<number, Measured>();
  const figures: Figure[] = [];
  for (const size of SIZES) {
    await inProject(size, async (folder, files) => {
      const trifold = (...args: readonly string[]) =>
        measured(folder, join(REPOSITORY, 'dist/cli/main.js'), ['lint', ...args]);
      const first = await trifold();
      if (!first.output.includes(String(size * LAYERS))) throw new Error(first.output);
      cold.set(size, first);
      figures.push(noted(`${count(size)} workflows, ${count(files)} files, cold`, shown(first)));
      if (size !== SIZES.at(-1)) return;
      const warm = await trifold();
      figures.push(
        atMost('cold', first.seconds, COLD_SECONDS, seconds),
        atMost('memory, cold', first.maxRssMb, MEMORY_MB, megabytes),
        atMost('warm', warm.seconds, WARM_SECONDS, seconds),
        noted('ESLint on the same files', shown(await eslint(folder))),
      );
    });
  }
  return [
    ...figures,
    atMost(
      `each of ${count(1_000)} workflows beside each of ${count(300)}`,
      each(cold, 1_000) / each(cold, 300),
      GROWTH,
      (value) => `${value.toFixed(2)} times`,
    ),
  ];
}

async function inProject(
  workflows: number,
  visit: (folder: string, files: number) => Promise<void>,
): Promise<void> {
  // Inside the repository, so that ESLint's configuration finds its packages.
  const parent = join(REPOSITORY, 'test/.generated');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'bench-lint-'));
  try {
    const files = madeUpProject({ workflows, unrelated: workflows * UNRELATED_PER_WORKFLOW });
    writeProject(folder, files);
    await mkdir(join(folder, 'node_modules'));
    // A repository of its own: the one around it ignores what is generated here.
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, 'eslint.config.mjs'), ESLINT_CONFIG);
    await visit(folder, files.length);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function eslint(folder: string): Promise<Measured> {
  const script = join(REPOSITORY, 'node_modules/eslint/bin/eslint.js');
  return measured(folder, script, ['--quiet', 'src']);
}

function each(cold: ReadonlyMap<number, Measured>, size: number): number {
  return (cold.get(size)?.cpuSeconds ?? 0) / size;
}

function shown({ seconds: wall, cpuSeconds, maxRssMb }: Measured): string {
  return `${seconds(wall)}, ${seconds(cpuSeconds)} of CPU, ${megabytes(maxRssMb)}`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function megabytes(value: number): string {
  return `${Math.round(value)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
