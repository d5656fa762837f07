import { z } from 'zod';
import { atMost, type Bench, type Figure, noted } from '../bench.js';
import { measureInChild } from '../child.js';

const SIZES = [100, 300, 1_000];
const WRITE_SECONDS = 30;
const CHECK_SECONDS = 2;
/** The time per workflow of many beside that of few; twice would be the start of a square. */
const GROWTH = 1.5;

const figuresSchema = z.object({
  checkMs: z.number(),
  writeMs: z.number(),
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
      ...runs.map(({ size, writeMs, checkMs }) =>
        noted(
          `${size} workflows, written and checked`,
          `${seconds(writeMs / 1_000)}, ${seconds(checkMs / 1_000)}`,
        ),
      ),
      atMost(`${many.size} workflows`, many.writeMs / 1_000, WRITE_SECONDS, seconds),
      atMost(`--check of ${many.size}, all clean`, many.checkMs / 1_000, CHECK_SECONDS, seconds),
      growth('time per workflow of many beside few', few, many),
    ] satisfies Figure[];
  },
};

type Run = z.output<typeof figuresSchema> & { readonly size: number };

async function run(size: number): Promise<z.output<typeof figuresSchema>> {
  const script = new URL('./regenerateAll.ts', import.meta.url);
  const figures = await measureInChild(script, { args: [String(size)] }, figuresSchema);
  if (figures.updated !== size) throw new Error(`${figures.updated} of ${size} were updated`);
  return figures;
}

function growth(what: string, few: Run, many: Run): Figure {
  const factor = many.writeMs / many.size / (few.writeMs / few.size);
  return atMost(what, factor, GROWTH, (value) => `${value.toFixed(2)} times`);
}

function missing(): never {
  throw new Error('a size was not measured');
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
