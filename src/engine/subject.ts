import type { Delivery } from './entities.js';

/** Fields that name a delivery on the timeline. */
export function subjectOf(delivery: Delivery) {
  return {
    runId: delivery.run?.id,
    messageId: delivery.messageId,
    path: delivery.path,
    label: delivery.labels[0],
  };
}
