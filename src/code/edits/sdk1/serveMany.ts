import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import { callsIn, propertyName, valueOf } from '../nodes.js';
import { sdkNameOf } from '../sdkImports.js';

/** A workflow among those of a `serveMany({ name: workflow }, options)`. */
export interface Membership {
  /** The last segment of its URL. */
  readonly name: string;
  /** Options of all of them; each workflow may have its own. */
  readonly options: Place | undefined;
}

/** Where a workflow that `createWorkflow` makes is served. */
export function membershipsOf(
  sources: EditedSources,
  workflow: Place<ts.CallExpression>,
): Membership[] {
  return sources
    .paths()
    .filter((path) => /serveMany/.test(sources.text(path)))
    .flatMap((path) =>
      callsIn(sources.tree(path)).flatMap(({ expression, arguments: [workflows, options] }) => {
        const isMany = sdkNameOf(sources, { path, node: expression })?.startsWith('serveMany');
        if (!isMany || !workflows) return [];
        const { path: at, node } = resolveExpression(sources, { path, node: workflows });
        if (!ts.isObjectLiteralExpression(node)) return [];
        return node.properties.flatMap((property) => {
          const value = valueOf(property);
          const name = propertyName(property);
          const isThis = value && leadsTo(sources, { path: at, node: value }, workflow);
          return isThis && name ? [{ name, options: options && { path, node: options } }] : [];
        });
      }),
    );
}

/** Whether an expression means a call, through constants and imports. */
export function leadsTo(
  sources: EditedSources,
  place: Place,
  { path, node }: Place<ts.CallExpression>,
): boolean {
  const meant = resolveExpression(sources, place);
  return meant.path === path && meant.node === node;
}
