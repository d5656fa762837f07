import { serve } from '@upstash/workflow/nextjs';

/** Deliveries of a run: three steps and the end. */
export const DELIVERIES = 4;

export const PATH = '/item';

/** A run as a fan-out starts it for each item: load, work, save. */
export function itemRoute() {
  return serve<{ readonly id: number }>(async (context) => {
    const { id } = context.requestPayload;
    const item = await context.run('load', () => ({ id, name: `item ${id}` }));
    const text = await context.run('work', () => `worked on ${item.name}`);
    return context.run('save', () => ({ success: true, id, text }));
  });
}
