/**
 * A text whose lines have an identity of their own, which no algorithm that looks at texts can see. What two people do to
 * it can be done one after the other, by the identity of lines: that is what a merge of the three texts has to come to.
 */
export interface Line {
  readonly id: string;
  readonly text: string;
  /** A deleted line keeps its place, since the other side may insert something after it. */
  readonly isDeleted: boolean;
}

export type Document = readonly Line[];

/** What one side does, said by the identity of lines. */
export type Edit =
  | { readonly kind: 'insert'; readonly after: string; readonly lines: Document }
  | { readonly kind: 'delete'; readonly ids: readonly string[] }
  | { readonly kind: 'change'; readonly id: string; readonly text: string }
  | Move;

/** Lines that stand together; `after` is none of them, and empty at the start. */
interface Move {
  readonly kind: 'move';
  readonly ids: readonly string[];
  readonly after: string;
}

export function documentOf(text: string): Document {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line, index) => ({ id: String(index), text: line, isDeleted: false }));
}

export function textOf(document: Document): string {
  return document
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ text }) => `${text}\n`)
    .join('');
}

export function applyAll(document: Document, edits: readonly Edit[]): Document {
  return edits.reduce(apply, document);
}

/**
 * Both edits, one after the other, in every way in which they can be read without a contradiction. Lines that both sides
 * have put at one place are wanted twice or, as in any merge, once; so are deletions that leave the same text behind.
 */
export function together(
  document: Document,
  mine: readonly Edit[],
  theirs: readonly Edit[],
): string[] {
  const others = theirs.filter((edit) => !mine.some((own) => isSame(document, own, edit)));
  return [theirs, others].flatMap((each) => oneAfterTheOther(document, mine, each));
}

function isSame(document: Document, one: Edit, other: Edit): boolean {
  return one.kind === other.kind && textOf(apply(document, one)) === textOf(apply(document, other));
}

function oneAfterTheOther(
  document: Document,
  mine: readonly Edit[],
  theirs: readonly Edit[],
): string[] {
  return readingsOf(document, mine).flatMap((one) =>
    readingsOf(document, theirs).flatMap((other) =>
      contradict(one, other)
        ? []
        : [
            textOf(applyAll(applyAll(document, one), other)),
            textOf(applyAll(applyAll(document, other), one)),
          ],
    ),
  );
}

/** Whether both sides have done something to one line that cannot both be had. */
function contradict(mine: readonly Edit[], theirs: readonly Edit[]): boolean {
  const [one, other] = [touchedBy(mine), touchedBy(theirs)];
  return (
    meet(one.changed, other.changed) ||
    meet(one.changed, other.deleted) ||
    meet(one.deleted, other.changed) ||
    meet(one.moved, other.moved) ||
    meet(one.moved, other.deleted) ||
    meet(one.deleted, other.moved)
  );
}

function readingsOf(document: Document, edits: readonly Edit[]): Edit[][] {
  return edits.reduce<Edit[][]>(
    (readings, edit, at) =>
      readings.flatMap((reading) =>
        edit.kind === 'move'
          ? [
              [...reading, edit],
              [...reading, mirrored(applyAll(document, edits.slice(0, at)), edit)],
            ]
          : [[...reading, edit]],
      ),
    [[]],
  );
}

/** The same move, said of the lines that are passed: two lines that go up are one that goes down. */
function mirrored(document: Document, { kind, ids, after }: Move): Move {
  const from = document.findIndex(({ id }) => id === ids[0]);
  const to = document.findIndex(({ id }) => id === after);
  const isUp = to < from;
  const passed = isUp ? document.slice(to + 1, from) : document.slice(from + ids.length, to + 1);
  return {
    kind,
    ids: passed.map(({ id }) => id),
    after: (isUp ? ids.at(-1) : document[from - 1]?.id) ?? '',
  };
}

function apply(document: Document, edit: Edit): Document {
  switch (edit.kind) {
    case 'insert':
      return insert(document, edit.after, edit.lines);
    case 'delete':
      return document.map((line) =>
        edit.ids.includes(line.id) ? { ...line, isDeleted: true } : line,
      );
    case 'change':
      return document.map((line) => (line.id === edit.id ? { ...line, text: edit.text } : line));
    case 'move': {
      const moved = document.filter(({ id }) => edit.ids.includes(id));
      const rest = document.filter(({ id }) => !edit.ids.includes(id));
      return insert(rest, edit.after, moved);
    }
  }
}

function insert(document: Document, after: string, lines: Document): Document {
  const at = document.findIndex(({ id }) => id === after) + 1;
  return [...document.slice(0, at), ...lines, ...document.slice(at)];
}

function touchedBy(edits: readonly Edit[]) {
  return {
    changed: new Set(edits.flatMap((edit) => (edit.kind === 'change' ? [edit.id] : []))),
    deleted: new Set(edits.flatMap((edit) => (edit.kind === 'delete' ? edit.ids : []))),
    moved: new Set(edits.flatMap((edit) => (edit.kind === 'move' ? edit.ids : []))),
  };
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((id) => other.has(id));
}
