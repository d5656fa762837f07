import { z } from 'zod';

const perSecond = () => z.int().min(1).max(10_000);
const parallelism = () => z.int().min(1).max(10_000);

const ENTRY_PARALLELISM =
  'the entry layer counts and starts work for everything, so two of its deliveries never run at once';

/** Limits of each layer, which hold over all runs of the workflow. */
export const flowControlSchema = z.strictObject({
  process: z
    .strictObject({
      parallelism: z
        .literal(1, { error: ENTRY_PARALLELISM })
        .default(1)
        .meta({ title: 'Entry layer: deliveries at once', description: 'Always 1' }),
      rate: perSecond()
        .default(1)
        .meta({ title: 'Entry layer: deliveries per second', description: 'Started per second' }),
    })
    .prefault({}),
  paginate: z
    .strictObject({
      parallelism: parallelism().default(20).meta({
        title: 'Pagination layer: deliveries at once',
        description: 'Pages worked on at the same time, over all runs',
      }),
      rate: perSecond().default(5).meta({
        title: 'Pagination layer: deliveries per second',
        description: 'Steps started per second, over all runs',
      }),
    })
    .prefault({}),
  execute: z
    .strictObject({
      parallelism: parallelism().default(10).meta({
        title: 'Execution layer: items at once',
        description: 'Items worked on at the same time; what an outside service can take',
      }),
      itemsPerSecond: z.number().min(0.02).max(10_000).default(5).meta({
        title: 'Execution layer: items per second',
        description: 'Items, not steps, also a fraction; the generated rate is a multiple of it',
      }),
    })
    .prefault({}),
});
