import fc from 'fast-check';
import * as prettier from 'prettier';
import { ts } from '../../../src/code/typescript.js';

/** What a person's tools do to a file without saying anything else in it. */
export type Reformatting = (text: string) => Promise<string>;

export function anyReformatting(): fc.Arbitrary<Reformatting> {
  return fc.oneof(
    options().map(
      (given): Reformatting =>
        (text) =>
          prettier.format(text, given),
    ),
    fc.tuple(options(), fc.double({ min: 0, max: 1, noNaN: true })).map(partly),
    choices().map(
      (drawn): Reformatting =>
        async (text) =>
          indented(text, chooser(drawn)),
    ),
    choices().map(
      (drawn): Reformatting =>
        async (text) =>
          broken(text, chooser(drawn)),
    ),
  );
}

/** A file may be of another person's Prettier; `objectWrap` and the long lines leave traces that formatting keeps. */
function options(): fc.Arbitrary<prettier.Options> {
  return fc.record({
    parser: fc.constant('typescript'),
    printWidth: fc.constantFrom(40, 80, 100, 120, 200),
    tabWidth: fc.constantFrom(2, 4),
    useTabs: fc.boolean(),
    semi: fc.boolean(),
    singleQuote: fc.boolean(),
    bracketSpacing: fc.boolean(),
    objectWrap: fc.constantFrom('preserve', 'collapse'),
    arrowParens: fc.constantFrom('always', 'avoid'),
    trailingComma: fc.constantFrom('all', 'none'),
    quoteProps: fc.constantFrom('as-needed', 'consistent'),
    experimentalTernaries: fc.boolean(),
    experimentalOperatorPosition: fc.constantFrom('start', 'end'),
  });
}

/** One declaration of the file. */
function partly([given, where]: [prettier.Options, number]): Reformatting {
  return (text) => {
    const { statements } = parsed(text);
    const statement = statements[Math.floor(where * (statements.length - 1))];
    if (!statement) return prettier.format(text, given);
    const [rangeStart, rangeEnd] = [statement.getStart(), statement.end];
    return prettier.format(text, { ...given, rangeStart, rangeEnd });
  };
}

/** Other white space before the lines of the file, but not in what a template literal says. */
function indented(text: string, chosen: Choose): string {
  const literals = spansOf(text, ts.isTemplateLiteral);
  return text.replaceAll(/^[ \t]+/gm, (space: string, at: number) =>
    literals.some(({ from, to }) => from < at && at < to)
      ? space
      : chosen(['\t', '    ', '', `${space}${space}`, space]),
  );
}

/** Other line breaks, where a break means nothing. */
function broken(text: string, chosen: Choose): string {
  const tokens = tokensOf(text);
  const parts = tokens.map(({ from, to }, index) => {
    const token = text.slice(from, to);
    const next = tokens[index + 1];
    if (!next) return token + text.slice(to);
    const gap = text.slice(to, next.from);
    const isFree = OPENERS.has(token) || CLOSERS.has(text.slice(next.from, next.to));
    return token + (isFree && /^\s*$/.test(gap) ? chosen([gap, ' ', '\n', gap, gap]) : gap);
  });
  return text.slice(0, tokens[0]?.from) + parts.join('');
}

const OPENERS = new Set(['(', '[', '{', ',', '&&', '||', '?', ':', '=']);
const CLOSERS = new Set([')', ']', '}', '.']);

interface Span {
  readonly from: number;
  readonly to: number;
}

function tokensOf(text: string): Span[] {
  return spansOf(
    text,
    (node) => !ts.isJSDoc(node) && node.getChildCount() === 0 && node.getWidth() > 0,
  );
}

/** Where the nodes of a kind are, in order. */
function spansOf(text: string, isMeant: (node: ts.Node) => boolean): Span[] {
  const file = parsed(text);
  const found: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (isMeant(node)) found.push({ from: node.getStart(file), to: node.end });
    if (!ts.isJSDoc(node)) node.getChildren(file).forEach(visit);
  };
  visit(file);
  return found;
}

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
}

type Choose = (among: readonly string[]) => string;

function choices(): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat(99), { minLength: 5, maxLength: 40 });
}

/** Chooses by a drawn list, over and over: the same text comes out the same again. */
function chooser(drawn: readonly number[]): Choose {
  let count = 0;
  return (among) => among[(drawn[count++ % drawn.length] ?? 0) % among.length] ?? '';
}
