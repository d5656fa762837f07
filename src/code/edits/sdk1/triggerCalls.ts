import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import { descendants, propertyOf, valueOf } from '../nodes.js';
import type { Place, EditedSources } from '../editedSources.js';
import { urlPathOf } from '../urlPath.js';

/** What a run is started with: the literal that names its URL. */
export interface Start extends Place<ts.ObjectLiteralExpression> {
  /** The URL path that is triggered; undefined when it is not constant. */
  readonly route: string | undefined;
  /** Whether it is given to `trigger` itself, and not to a helper of the project that may expect other properties. */
  readonly isTrigger: boolean;
}

/** Every literal of the project that names the URL of a run: in `client.trigger`, alone or in a batch, and in helpers around it. */
export function startsIn(sources: EditedSources): Start[] {
  return sources
    .paths()
    .filter((path) => /trigger/i.test(sources.text(path)))
    .flatMap((path) =>
      descendants(sources.tree(path), ts.isCallExpression).flatMap((call) =>
        startsOf(sources, path, call),
      ),
    );
}

function startsOf(sources: EditedSources, path: string, call: ts.CallExpression): Start[] {
  const [given] = call.arguments;
  if (!given) return [];
  const callee = call.expression;
  const isTrigger = ts.isPropertyAccessExpression(callee) && callee.name.text === 'trigger';
  const isHelper = !isTrigger && /trigger/i.test(callee.getText());
  if (!isTrigger && !isHelper) return [];
  const place = resolveExpression(sources, { path, node: given });
  return literalsIn(place).flatMap((node) => {
    const property = propertyOf(node, 'url') ?? (isHelper ? propertyOf(node, 'path') : undefined);
    const url = property && valueOf(property);
    if (!url) return [];
    return [
      {
        path: place.path,
        node,
        isTrigger,
        route: urlPathOf(sources, { path: place.path, node: url }),
      },
    ];
  });
}

/** The literal itself, those of a list, and those that a mapper makes. */
function literalsIn({ node }: Place): ts.ObjectLiteralExpression[] {
  if (ts.isObjectLiteralExpression(node)) return [node];
  return descendants(node, ts.isObjectLiteralExpression);
}
