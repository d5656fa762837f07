import { z } from 'zod';

/** What a measuring process prints. */
export const measurement = z.object({
  deliveries: z.number(),
  /** Real seconds. */
  seconds: z.number(),
  /** Seconds of processor time, which other programs on the machine hardly change. */
  cpuSeconds: z.number(),
  /** Largest resident set of the process, its own start included. */
  maxRssMb: z.number(),
});

export type Measurement = z.infer<typeof measurement>;

/** Measures `work`, which makes that many deliveries. */
export async function measure(deliveries: number, work: () => Promise<void>): Promise<Measurement> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const seconds = (performance.now() - before) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    deliveries,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    maxRssMb: process.resourceUsage().maxRSS / 1_024,
  };
}
