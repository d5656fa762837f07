import { z } from 'zod';
import { stepSchema } from './append.js';
import { textOf } from './body.js';
import type { Body } from './body.js';
import { readJson } from './json.js';

/** What `context.invoke` sends to the route it invokes. Source: SDK `src/context/steps.ts`, `LazyInvokeStep.getBody`. */
const invocationSchema = z.object({
  body: z.string().default(''),
  headers: z.record(z.string(), z.array(z.string())).default({}),
  workflowRunId: z.string(),
  step: stepSchema,
});

export type Invocation = Omit<z.infer<typeof invocationSchema>, 'headers'> & {
  /** Of the step that waits: names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
};

/** Reads the body of an invoke message; `undefined` when it is none. */
export function readInvocation(body: Body): Invocation | undefined {
  const parsed = invocationSchema.safeParse(readJson(textOf(body)));
  if (!parsed.success) return undefined;
  return { ...parsed.data, headers: flatten(parsed.data.headers) };
}

/** Headers that travel in a body, as lists of values. */
function flatten(headers: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values.join(', ')]),
  );
}
