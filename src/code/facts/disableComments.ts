import { ts } from '../typescript.js';
import type { Location } from './workflowFacts.js';

/** `// trifold-disable-next-line rule, rule -- reason`, or `trifold-disable-line` for the line it stands on. */
export interface DisableComment {
  at: Location;
  /** The line whose findings it is about. */
  line: number;
  rules: string[];
  /** Empty where none is given. */
  reason: string;
}

const comment =
  /(?:\/\/|\/\*|\{\/\*)[ \t]*trifold-disable-(next-line|line)\b([^\n]*?)(?:\*\/|\r?\n|$)/g;

/** The comments of a file that switch rules off; texts in strings and templates that look like one are not among them. */
export function readDisableComments(path: string, text: string): DisableComment[] {
  const matches = [...text.matchAll(comment)];
  if (matches.length === 0) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return matches.flatMap((match) => {
    if (isInText(file, match.index)) return [];
    const [, kind = '', rest = ''] = match;
    const { line, character } = file.getLineAndCharacterOfPosition(match.index);
    const [names = '', ...reason] = rest.split(/(?:^|\s)--(?=\s|$)/);
    return {
      at: { path, line: line + 1, column: character + 1 },
      line: line + (kind === 'line' ? 1 : 2),
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: reason.join(' -- ').trim(),
    };
  });
}

/** Whether a position is inside a string, a template, a regular expression or the text of an element. */
function isInText(file: ts.SourceFile, position: number): boolean {
  const visit = (node: ts.Node): boolean => {
    if (position < node.getStart(file) || position >= node.end) return false;
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    )
      return true;
    if (ts.isRegularExpressionLiteral(node) || ts.isJsxText(node)) return true;
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(file);
}
