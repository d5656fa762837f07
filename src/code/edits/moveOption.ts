import type { Location } from '../facts/location.js';
import type { SourceText } from '../facts/sourceText.js';
import type { Alias } from '../follow/resolve.js';
import type { Place } from '../syntax/code.js';
import { ts } from '../typescript.js';
import { EditedSources, type FileEdit } from './editedSources.js';
import { givenOption } from './givenOption.js';
import { nodesAt } from './nodesAt.js';
import { optionText, type OptionText } from './optionText.js';
import { importNames } from './importNames.js';
import { unusedNames } from './unusedNames.js';

/** An option that a call is given, and the object literals that it belongs into. */
export interface OptionToMove {
  readonly name: string;
  readonly call: Location;
  readonly to: readonly Location[];
  /** What the literals have already, spread into them or not. */
  readonly taken: readonly string[];
  /** Options that may go along: an object that holds nothing else moves as a whole. */
  readonly movable: ReadonlySet<string>;
}

/** Puts `text` in the place of what is between two places, the end excluded. */
export interface PlacedEdit {
  path: string;
  start: Place;
  end: Place;
  text: string;
}

/** Makes the edits that move an option; none where what comes of it would not be the same for certain. */
export function moverIn(
  files: readonly SourceText[],
  aliases: readonly Alias[],
): (option: OptionToMove) => PlacedEdit[] {
  const sources = new EditedSources(files, aliases);
  return (option) => moveOption(sources, option);
}

function moveOption(
  sources: EditedSources,
  { name, call, to, taken, movable }: OptionToMove,
): PlacedEdit[] {
  const given = givenOption(sources, call, name, movable);
  if (!given || given.options.some((each) => taken.includes(each.name))) return [];
  const texts = to.flatMap(({ path, ...at }) => {
    const [node] = nodesAt(sources.tree(path), at, ts.isObjectLiteralExpression);
    return (node && optionText(sources, given, { path, node })) ?? [];
  });
  if (texts.length < to.length) return [];
  const { removal } = given;
  const isLeft = to.every(({ path }) => path !== removal.path);
  return [
    removal,
    ...(isLeft ? leftUnused(sources, removal) : []),
    ...texts.map(({ insertion }) => insertion),
    ...importsFor(sources, texts),
  ].map((edit) => placed(sources, edit));
}

/** One import a module, whatever is named there. */
function importsFor(sources: EditedSources, texts: readonly OptionText[]): FileEdit[] {
  const all = texts.flatMap(({ insertion: { path }, imports }) =>
    imports.map((each) => ({ ...each, path })),
  );
  const modules = new Map(all.map((each) => [`${each.path} ${each.specifier}`, each]));
  return [...modules.values()].flatMap(({ path, specifier }) => {
    const same = all.filter((each) => each.path === path && each.specifier === specifier);
    return importNames(sources, path, specifier, [...new Set(same.map(({ name }) => name))]);
  });
}

/** Names that nothing needs any more once something is removed, by the offsets of the text before. */
function leftUnused(sources: EditedSources, removal: FileEdit): FileEdit[] {
  const { path, start, end } = removal;
  const after = new EditedSources([{ path, text: sources.text(path) }], []);
  after.apply([removal]);
  const before = (offset: number) => (offset <= start ? offset : offset + end - start);
  return unusedNames(sources, after, path).map((edit) => ({
    ...edit,
    start: before(edit.start),
    end: before(edit.end),
  }));
}

function placed(sources: EditedSources, { path, start, end, text }: FileEdit): PlacedEdit {
  const place = (offset: number): Place => {
    const { line, character } = sources.tree(path).getLineAndCharacterOfPosition(offset);
    return { line: line + 1, column: character + 1 };
  };
  return { path, start: place(start), end: place(end), text };
}
