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
export function decide(sources: EditedSources, place: Place<ts.Node>, message: string): PassResult {
  const { path } = place;
  const { start, indent } = lineOf(sources, place);
  const text = `${indent}${commentOf(message)}\n`;
  const edits = isDecided(sources, place, message) ? [] : [{ path, start, end: start, text }];
  return { edits, notes: [{ kind: 'decide', path, message }] };
}

/** Whether an earlier run has left the comment before a node. */
export function isDecided(sources: EditedSources, place: Place<ts.Node>, message: string): boolean {
  const { start } = lineOf(sources, place);
  return commentsBefore(sources.text(place.path), start).includes(commentOf(message));
}

const commentOf = (message: string) => `// trifold: ${message}`;

function lineOf(sources: EditedSources, { path, node }: Place<ts.Node>) {
  const text = sources.text(path);
  const start = text.lastIndexOf('\n', node.getStart() - 1) + 1;
  return { start, indent: /^[ \t]*/.exec(text.slice(start))?.[0] ?? '' };
}

/** Prettier puts one before a branch behind its mark: `? // trifold: …` */
function commentsBefore(text: string, start: number): string[] {
  const lines = text.slice(0, start).trimEnd().split(/\r?\n/);
  const marked = lines.map((line) => /^\s*(?:[?:&|]+ )?(\/\/.*?)\s*$/.exec(line)?.[1]);
  return marked.slice(marked.lastIndexOf(undefined) + 1).flatMap((comment) => comment ?? []);
}
