import { z } from 'zod';
import { flagSchema, flagText } from '../spec/flag.js';

/** An answer that is not what it was; undefined stands for none. */
export interface ChangedAnswer {
  readonly path: string;
  /** Flags in their short form. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Which of the `paths` have another answer than before; answers by their paths. */
export function changedAmong(
  paths: (path: string) => boolean,
  before: Answers,
  after: Answers,
): ChangedAnswer[] {
  return Object.keys({ ...before, ...after })
    .filter((path) => paths(path) && !isSame(before[path], after[path]))
    .map((path) => ({
      path,
      before: readable(path, before[path]),
      after: readable(path, after[path]),
    }))
    .filter((change) => !isSame(change.before, change.after));
}

type Answers = Readonly<Record<string, unknown>>;

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A group that may be null is no answer then, and neither is an empty list. */
function readable(path: string, answer: unknown): unknown {
  return (path === 'flags' ? shortForms(answer) : answer) ?? undefined;
}

function shortForms(flags: unknown): string[] | undefined {
  const { data = [] } = z.array(flagSchema).safeParse(flags);
  return data.length === 0 ? undefined : data.map(flagText);
}
