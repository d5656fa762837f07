import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import { descendants, propertyOf, removeProperty, replace } from '../nodes.js';
import { sdkNameOf } from '../sdkImports.js';
import type { EditedSources } from '../editedSources.js';
import { allOf, done, nothing, type Pass, type PassResult } from './pass.js';

/** `new Client({ url })` was never read: the address of QStash is `baseUrl`. Source: `Client` in @upstash/qstash. */
export const clientOptions: Pass = (sources, selected) =>
  allOf(
    selected
      .filter((path) => /\bnew\s+\w/.test(sources.text(path)))
      .flatMap((path) =>
        descendants(sources.tree(path), ts.isNewExpression)
          .filter(({ expression }) => sdkNameOf(sources, { path, node: expression }) === 'Client')
          .map((made) => withBaseUrl(sources, path, made)),
      ),
  );

function withBaseUrl(sources: EditedSources, path: string, made: ts.NewExpression): PassResult {
  const [given] = made.arguments ?? [];
  if (!given) return nothing;
  const { path: at, node } = resolveExpression(sources, { path, node: given });
  const url = ts.isObjectLiteralExpression(node) && propertyOf(node, 'url');
  if (!url) return nothing;
  const notes = [done(at, 'the client reads baseUrl, url did nothing')];
  if (ts.isObjectLiteralExpression(node) && propertyOf(node, 'baseUrl')) {
    return { edits: [removeProperty(sources, { path: at, node: url })], notes };
  }
  if (ts.isShorthandPropertyAssignment(url)) {
    return { edits: [replace({ path: at, node: url }, 'baseUrl: url')], notes };
  }
  return url.name ? { edits: [replace({ path: at, node: url.name }, 'baseUrl')], notes } : nothing;
}
