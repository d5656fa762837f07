import fc from 'fast-check';
import { applyAll, type Document, type Edit, type Line, textOf } from './document.js';

/** Lines that are in every file many times, so that it is not certain which one is which. */
const COMMON = ['', '}', '});', '    });', '  },', '    },', '      };', '    return true;'];

/** Some edits of one side, each of lines that no earlier one of the same side has touched. */
export function editsOf(side: string, document: Document): fc.Arbitrary<Edit[]> {
  const one = fc.oneof(
    { weight: 4, arbitrary: insertion(side, document) },
    { weight: 2, arbitrary: deletion(document) },
    { weight: 3, arbitrary: change(side, document) },
    { weight: 1, arbitrary: move(document) },
  );
  const text = textOf(document);
  return fc
    .array(one, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.filter(isApart))
    .map((edits) => edits.filter((edit) => !fillsGap(document, edit, edits)))
    .map((edits) => edits.filter((edit) => textOf(applyAll(document, [edit])) !== text));
}

function insertion(side: string, document: Document): fc.Arbitrary<Edit> {
  return fc
    .tuple(index(document), fc.array(line(side), { minLength: 1, maxLength: 4 }))
    .map(([at, texts]) => ({
      kind: 'insert' as const,
      after: idAt(document, at),
      lines: texts.map((text, number): Line => ({
        id: `${side}-${String(at)}-${String(number)}-${text}`,
        text,
        isDeleted: false,
      })),
    }));
}

function deletion(document: Document): fc.Arbitrary<Edit> {
  return block(document).map((ids) => ({ kind: 'delete' as const, ids }));
}

function change(side: string, document: Document): fc.Arbitrary<Edit> {
  return fc.tuple(index(document), fc.nat(9_999)).map(([at, number]) => ({
    kind: 'change' as const,
    id: idAt(document, at),
    text: `  ${side}Changed${String(number)}();`,
  }));
}

function move(document: Document): fc.Arbitrary<Edit> {
  return fc
    .tuple(block(document), index(document))
    .filter(([ids, to]) => !ids.includes(idAt(document, to)))
    .map(([ids, to]) => ({ kind: 'move' as const, ids, after: idAt(document, to) }));
}

function line(side: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...COMMON),
    fc.nat(9_999).map((number) => `    ${side}Added${String(number)}();`),
  );
}

function block(document: Document): fc.Arbitrary<string[]> {
  return fc
    .tuple(index(document), fc.integer({ min: 1, max: 12 }))
    .map(([from, length]) => document.slice(from, from + length).map(({ id }) => id));
}

function index(document: Document): fc.Arbitrary<number> {
  return fc.nat(document.length - 1);
}

function idAt(document: Document, at: number): string {
  return document[at]?.id ?? '';
}

/** What one side has done to a line, it does not undo or do again. */
function isApart(edit: Edit, at: number, edits: readonly Edit[]): boolean {
  const earlier = new Set(edits.slice(0, at).flatMap(linesOf));
  return linesOf(edit).every((id) => !earlier.has(id));
}

/**
 * Whether a line moves next to one that reads alike and that the same side takes away. As a text that is another edit: the
 * line has stayed, and the moved one is deleted.
 */
function fillsGap(document: Document, edit: Edit, edits: readonly Edit[]): boolean {
  if (edit.kind !== 'move') return false;
  const taken = new Set(
    edits.flatMap((each) =>
      each.kind === 'change' ? [each.id] : each.kind === 'delete' ? each.ids : [],
    ),
  );
  const to = document.findIndex(({ id }) => id === edit.after);
  const moved = document.filter(({ id }) => edit.ids.includes(id));
  const ends = new Set([moved[0]?.text, moved.at(-1)?.text]);
  return document.slice(to, to + 2).some(({ id, text }) => taken.has(id) && ends.has(text));
}

function linesOf(edit: Edit): readonly string[] {
  switch (edit.kind) {
    case 'insert':
      return [edit.after];
    case 'change':
      return [edit.id];
    case 'delete':
      return edit.ids;
    case 'move':
      return [...edit.ids, edit.after];
  }
}
