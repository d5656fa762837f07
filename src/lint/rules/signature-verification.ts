import { fieldOf } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** The signature of deliveries is verified. */
export const signatureVerification: Rule = {
  meta: {
    id: 'signature-verification',
    severity: 'error',
    title: 'Signatures of deliveries are verified',
  },
  judge: ({ workflows }) =>
    workflows.flatMap(({ options, at }): Report[] => {
      const receiver = fieldOf(options, 'receiver');
      const { value } = receiver ?? {};
      if (value?.kind !== 'constant' || (value.value !== undefined && value.value !== null))
        return [];
      return [
        {
          message: 'The signature of deliveries is not verified',
          // Source: `verifyRequest` in @upstash/workflow returns at once without a receiver.
          why: 'whoever knows the address of the route can run its steps with any payload',
          fix: 'leave `receiver` out, and set QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY',
          ...(receiver?.at ?? at),
          related: [],
        },
      ];
    }),
};
