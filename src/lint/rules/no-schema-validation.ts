import { fieldOf } from '../given.js';
import type { Report, Rule } from '../rule.js';
import { servedWorkflows } from '../served.js';

/** Payloads are refused in the workflow function, not by the options of `serve`. */
export const noSchemaValidation: Rule = {
  meta: {
    id: 'no-schema-validation',
    severity: 'warning',
    title: 'Payloads are not refused by `schema` or `initialPayloadParser`',
  },
  judge: (facts) =>
    servedWorkflows(facts).flatMap(({ options, parserThrows, at }): Report[] => {
      const schema = fieldOf(options, 'schema');
      const isSet =
        schema && !(schema.value.kind === 'constant' && schema.value.value === undefined);
      return [
        ...(isSet
          ? [{ message: 'Payloads that `schema` refuses are retried', ...(schema.at ?? at) }]
          : []),
        ...parserThrows.map((thrown) => ({
          message: 'Payloads that `initialPayloadParser` refuses are retried',
          ...thrown,
        })),
      ].map((report) => ({ ...report, why, fix, related: [] }));
    }),
};

// Source: `serveBase` in @upstash/workflow parses the payload outside of what handles WorkflowNonRetryableError.
const why =
  'the SDK answers HTTP 500, whichever error is thrown, and QStash delivers the same payload again and again';
const fix =
  'check the payload at the start of the workflow function, with a form that does not throw (such as safeParse), and throw a WorkflowNonRetryableError from @upstash/workflow';
