import { ts } from '../../typescript.js';
import { descendants, propertyOf, removeProperty } from '../nodes.js';
import { allOf, done, nothing, type Pass } from './pass.js';

/** Gone from `client.trigger`, since 1.x always does both. */
const GONE = ['keepTriggerConfig', 'useFailureFunction'];

export const triggerOptions: Pass = (sources, selected) =>
  allOf(
    selected
      .filter((path) => GONE.some((name) => sources.text(path).includes(name)))
      .flatMap((path) =>
        descendants(sources.tree(path), ts.isObjectLiteralExpression).map((literal) => {
          const gone = GONE.flatMap((name) => propertyOf(literal, name) ?? []);
          if (gone.length === 0) return nothing;
          return {
            edits: gone.map((node) => removeProperty(sources, { path, node })),
            notes: [done(path, 'keepTriggerConfig and useFailureFunction are always on')],
          };
        }),
      ),
  );
