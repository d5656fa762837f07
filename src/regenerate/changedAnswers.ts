import { z } from 'zod';
import type { PartialSpec } from '../spec/answer.js';
import { answersByPath } from '../spec/answerPaths.js';
import { flagSchema, flagText } from '../spec/flag.js';

/** An answer that is not what it was; undefined stands for none. */
export interface ChangedAnswer {
  readonly path: string;
  /** Flags in their short form. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Which of the `paths` have another answer than before. */
export function changedAmong(
  paths: (path: string) => boolean,
  before: PartialSpec,
  after: PartialSpec,
): ChangedAnswer[] {
  const [was, is] = [readable(before), readable(after)];
  return Object.keys({ ...was, ...is })
    .filter(paths)
    .filter((path) => JSON.stringify(was[path]) !== JSON.stringify(is[path]))
    .map((path) => ({ path, before: was[path], after: is[path] }));
}

/** A group that may be null is no answer then, and neither is an empty list. */
function readable(answers: PartialSpec): Record<string, unknown> {
  const entries = Object.entries(answersByPath(answers)).map(
    ([path, value]) => [path, path === 'flags' ? shortForms(value) : value] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

function shortForms(flags: unknown): string[] | undefined {
  const { data = [] } = z.array(flagSchema).safeParse(flags);
  return data.length === 0 ? undefined : data.map(flagText);
}
