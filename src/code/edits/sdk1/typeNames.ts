import { ts } from '../../typescript.js';
import type { EditedSources } from '../editedSources.js';
import { descendants, replace } from '../nodes.js';
import { allOf, decide, done, type Pass, type PassResult } from './pass.js';

const [OLD, NEW] = ['PublicServeOptions', 'WorkflowServeOptions'];

/** The type of the options of `serve` has another name. Source: the exports of 0.2.23 and of 1.3.3. */
export const typeNames: Pass = (sources, selected) =>
  allOf(
    selected
      .filter((path) => sources.text(path).includes(OLD))
      .flatMap((path) =>
        descendants(sources.tree(path), ts.isImportSpecifier)
          .filter((specifier) => (specifier.propertyName ?? specifier.name).text === OLD)
          .filter(isOfSdk)
          .map((specifier) => renamed(sources, path, specifier)),
      ),
  );

function isOfSdk({ parent }: ts.ImportSpecifier): boolean {
  const { moduleSpecifier } = parent.parent.parent;
  return ts.isStringLiteral(moduleSpecifier) && /^@upstash\/workflow\b/.test(moduleSpecifier.text);
}

function renamed(sources: EditedSources, path: string, specifier: ts.ImportSpecifier): PassResult {
  const tree = sources.tree(path);
  if (descendants(tree, ts.isIdentifier).some(({ text }) => text === NEW))
    return decide(sources, { path, node: specifier }, `${OLD} is ${NEW} on 1.x`);
  const uses = specifier.propertyName
    ? []
    : descendants(tree, ts.isTypeReferenceNode)
        .map(({ typeName }) => typeName)
        .filter((each) => each.getText() === OLD);
  return {
    edits: [specifier.propertyName ?? specifier.name, ...uses].map((node) =>
      replace({ path, node }, NEW),
    ),
    notes: [done(path, `${OLD} is called ${NEW} now`)],
  };
}
