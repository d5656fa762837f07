import { atLeast, atMost, noted } from '../bench.js';
import type { Bench, Figure } from '../bench.js';
import { measureInChild } from '../child.js';
import { measurement } from './measurement.js';
import type { Measurement } from './measurement.js';

const FEW_RUNS = 1_000;
const MANY_RUNS = 10_000;
const BARE_CALLS = 10_000;

/** Largest resident set of the process that makes the many runs. */
const MEMORY_MB = 300;
/**
 * Left to itself V8 lets the heap grow to three times what is alive before it collects, more on a busy machine; held to
 * this much it shows what the runs need.
 */
const HEAP_MB = 200;
/** The engine's throughput as a share of what the handler alone would do. */
const SHARE_OF_BARE = 0.5;
/** Throughput of many runs as a share of that of few. */
const FLATNESS = 0.8;

export const engine: Bench = {
  about: 'the local engine: runs of three steps in process, their throughput and memory',
  measure: measureEngine,
};

/** What is small is measured before and after what is large: the machine may have other work meanwhile. */
async function measureEngine(): Promise<readonly Figure[]> {
  const bareBefore = await bareHandler();
  const fewBefore = await runs(FEW_RUNS);
  const many = await runs(MANY_RUNS);
  const held = await runs(MANY_RUNS, [`--max-old-space-size=${HEAP_MB}`]);
  const few = together(fewBefore, await runs(FEW_RUNS));
  const bare = together(bareBefore, await bareHandler());
  return [
    noted(`${count(FEW_RUNS)} runs`, rate(few)),
    noted(`${count(MANY_RUNS)} runs`, rate(many)),
    noted('the bare handler', rate(bare)),
    atMost(`memory of ${count(MANY_RUNS)} runs`, many.maxRssMb, MEMORY_MB, megabytes),
    atMost(`the same in a heap of ${HEAP_MB} MB`, held.maxRssMb, MEMORY_MB, megabytes),
    atLeast('engine beside bare handler', cost(bare) / cost(many), SHARE_OF_BARE, share),
    atLeast(
      `${count(MANY_RUNS)} runs beside ${count(FEW_RUNS)}`,
      cost(few) / cost(many),
      FLATNESS,
      share,
    ),
  ];
}

function runs(items: number, nodeFlags: readonly string[] = []): Promise<Measurement> {
  const script = new URL('./runs.ts', import.meta.url);
  return measureInChild(script, { args: [String(items)], nodeFlags }, measurement);
}

function bareHandler(): Promise<Measurement> {
  const script = new URL('./bareHandler.ts', import.meta.url);
  return measureInChild(script, { args: [String(BARE_CALLS)] }, measurement);
}

function together(a: Measurement, b: Measurement): Measurement {
  return {
    deliveries: a.deliveries + b.deliveries,
    seconds: a.seconds + b.seconds,
    cpuSeconds: a.cpuSeconds + b.cpuSeconds,
    maxRssMb: Math.max(a.maxRssMb, b.maxRssMb),
  };
}

/** Processor time of a delivery: what is compared, because real time on a busy machine says little. */
function cost({ cpuSeconds, deliveries }: Measurement): number {
  return cpuSeconds / deliveries;
}

function rate(measured: Measurement): string {
  const perSecond = count(Math.round(measured.deliveries / measured.seconds));
  return `${perSecond} deliveries/s, ${(cost(measured) * 1_000).toFixed(2)} ms CPU each`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function megabytes(value: number): string {
  return `${Math.round(value)} MB`;
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
