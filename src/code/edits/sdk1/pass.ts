import type { ts } from '../../typescript.js';
import type { FileEdit, Place, EditedSources } from '../editedSources.js';

/** What a migration did, or what it leaves to a person. */
export interface MigrationNote {
  /** `decide`: the code has a `// trifold:` comment with the same message, and is otherwise as it was. */
  readonly kind: 'done' | 'decide';
  readonly path: string;
  readonly message: string;
}

export interface PassResult {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly MigrationNote[];
}

/** One kind of change, made in the selected files, and where it must also in others. Running it again changes nothing. */
export type Pass = (sources: EditedSources, selected: readonly string[]) => PassResult;

export const nothing: PassResult = { edits: [], notes: [] };

export function allOf(results: readonly PassResult[]): PassResult {
  return {
    edits: results.flatMap(({ edits }) => edits),
    notes: results.flatMap(({ notes }) => notes),
  };
}

export function done(path: string, message: string): MigrationNote {
  return { kind: 'done', path, message };
}

/** Leaves a comment on the line before a node, unless it is there already. */
export function decide(
  sources: EditedSources,
  { path, node }: Place<ts.Node>,
  message: string,
): PassResult {
  const text = sources.text(path);
  const start = text.lastIndexOf('\n', node.getStart() - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const comment = `// trifold: ${message}`;
  const edits = commentsBefore(text, start).includes(comment)
    ? []
    : [{ path, start, end: start, text: `${indent}${comment}\n` }];
  return { edits, notes: [{ kind: 'decide', path, message }] };
}

/** Prettier puts one before a branch behind its mark: `? // trifold: …` */
function commentsBefore(text: string, start: number): string[] {
  const lines = text.slice(0, start).trimEnd().split(/\r?\n/);
  const marked = lines.map((line) => /^\s*(?:[?:&|]+ )?(\/\/.*?)\s*$/.exec(line)?.[1]);
  return marked.slice(marked.lastIndexOf(undefined) + 1).flatMap((comment) => comment ?? []);
}
