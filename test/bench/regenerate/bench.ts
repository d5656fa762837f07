import { z } from 'zod';
import { atMost, type Bench, type Figure, noted } from '../bench.js';
import { measureInChild } from '../child.js';

const SIZES = [100, 300, 1_000];
const WRITE_MS = 30_000;
const CHECK_MS = 2_000;
/** The processor's time per workflow of many beside that of few; twice would be the start of a square. */
const GROWTH = 1.5;

const timesSchema = z.object({ ms: z.number(), cpuMs: z.number() });

const figuresSchema = z.object({
  check: timesSchema,
  write: timesSchema,
  isClean: z.literal(true),
  updated: z.number(),
});

export const regenerate: Bench = {
  about:
    'regenerate after one line of a template has changed, and --check when there is nothing to do',
  measure: async () => {
    const runs = [];
    for (const size of SIZES) runs.push({ size, ...(await run(size)) });
    const [few = missing(), , many = missing()] = runs;
    return [
      ...runs.flatMap(({ size, write, check }) => [
        noted(`${size} workflows`, `${seconds(write.ms)}, ${seconds(write.cpuMs)} of CPU`),
        noted(`--check of ${size}`, `${seconds(check.ms)}, ${seconds(check.cpuMs)} of CPU`),
      ]),
      atMost(`${many.size} workflows`, many.write.ms, WRITE_MS, seconds),
      atMost(`--check of ${many.size}, all clean`, many.check.ms, CHECK_MS, seconds),
      growth('CPU per workflow of many beside few', few, many),
    ] satisfies Figure[];
  },
};

type Run = z.output<typeof figuresSchema> & { readonly size: number };

async function run(size: number): Promise<z.output<typeof figuresSchema>> {
  const script = new URL('./regenerateAll.ts', import.meta.url);
  const threads = [new URL('../../../src/format/formatThread.ts', import.meta.url)];
  const options = { args: [String(size)], threads };
  const figures = await measureInChild(script, options, figuresSchema);
  if (figures.updated !== size) throw new Error(`${figures.updated} of ${size} were updated`);
  return figures;
}

function growth(what: string, few: Run, many: Run): Figure {
  const factor = many.write.cpuMs / many.size / (few.write.cpuMs / few.size);
  return atMost(what, factor, GROWTH, (value) => `${value.toFixed(2)} times`);
}

function missing(): never {
  throw new Error('a size was not measured');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
