import { ts } from '../../typescript.js';
import { bindingOf } from '../bindings.js';
import type { EditedSources, Place } from '../editedSources.js';
import { callsOf, isFunction } from '../functions.js';
import { descendants } from '../nodes.js';
import { textOf, urlPathOf } from '../urlPath.js';

/** The routes that a URL means which is made of a parameter: one for each call of the function that has it. */
export function passedRoutes(sources: EditedSources, url: Place): string[] {
  const parameter = [url.node, ...descendants(url.node, ts.isIdentifier)]
    .filter(ts.isIdentifier)
    .map(bindingOf)
    .find((binding) => binding.kind === 'parameter');
  if (!parameter) return [];
  const { of } = parameter;
  if (!isFunction(of)) return [];
  return callsOf(sources, { path: url.path, node: of }).flatMap(({ path, node }) => {
    const texts = node.arguments.map((each) => textOf(sources, { path, node: each }));
    return urlPathOf(sources, url, [{ of, texts }]) ?? [];
  });
}
