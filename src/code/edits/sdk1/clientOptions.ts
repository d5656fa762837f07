import { ts } from '../../typescript.js';
import { descendants, propertyName, removeProperty, replace } from '../nodes.js';
import { sdkNameOf } from '../sdkImports.js';
import type { EditedSources } from '../editedSources.js';
import { allOf, done, nothing, type Pass, type PassResult } from './pass.js';
import { type GivenOption, optionsIn } from './givenOptions.js';

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
  const { options } = optionsIn(sources, { path, node: given }, undefined);
  const named = (name: string) => options.filter(({ property }) => propertyName(property) === name);
  const hasBaseUrl = named('baseUrl').length > 0;
  return allOf(named('url').map((option) => renamed(sources, option, hasBaseUrl)));
}

function renamed(
  sources: EditedSources,
  { literal: { path }, property: url }: GivenOption,
  hasBaseUrl: boolean,
): PassResult {
  const notes = [done(path, 'the client reads baseUrl, url did nothing')];
  if (hasBaseUrl) return { edits: [removeProperty(sources, { path, node: url })], notes };
  if (ts.isShorthandPropertyAssignment(url)) {
    return { edits: [replace({ path, node: url }, 'baseUrl: url')], notes };
  }
  return url.name ? { edits: [replace({ path, node: url.name }, 'baseUrl')], notes } : nothing;
}
