import { ts } from '../typescript.js';
import type { Place } from '../syntax/code.js';

/** The nodes of a kind that begin at a place, the outermost first. */
export function nodesAt<Node extends ts.Node>(
  tree: ts.SourceFile,
  { line, column }: Place,
  is: (node: ts.Node) => node is Node,
): Node[] {
  const start = tree.getLineStarts()[line - 1];
  if (start === undefined) return [];
  const offset = start + column - 1;
  const found: Node[] = [];
  const visit = (node: ts.Node): void => {
    if (offset < node.getFullStart() || offset >= node.getEnd()) return;
    if (node.getStart() === offset && is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
