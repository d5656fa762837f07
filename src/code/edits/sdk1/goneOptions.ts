import { ts } from '../../typescript.js';
import { propertyOf, removeProperty, replace, valueOf } from '../nodes.js';
import { importNames } from '../importNames.js';
import type { Place, EditedSources } from '../editedSources.js';
import { allOf, decide, done, nothing, type Pass, type PassResult } from './pass.js';
import { type ServeCall, servesOf } from './serveCalls.js';

type Literal = Place<ts.ObjectLiteralExpression>;

/** Options of `serve` that 1.x has no more: some say what it does anyway, `onError` is a middleware there. */
export const goneOptions: Pass = (sources, selected) =>
  allOf(
    literalsOf(servesOf(sources, selected)).map((literal) =>
      allOf([
        withoutContentType(sources, literal),
        withoutLogger(literal),
        withMiddleware(sources, literal),
        withoutStepFinish(sources, literal),
      ]),
    ),
  );

function literalsOf(serves: readonly ServeCall[]): Literal[] {
  const literals = serves.flatMap(({ options }) => options).map(({ literal }) => literal);
  return [...new Map(literals.map((literal) => [literal.node, literal])).values()];
}

function withoutContentType(sources: EditedSources, { path, node }: Literal): PassResult {
  const property = propertyOf(node, 'useJSONContent');
  if (!property) return nothing;
  const notes = [done(path, 'useJSONContent is gone')];
  return { edits: [removeProperty(sources, { path, node: property })], notes };
}

/** `verbose` took a logger; it is a switch now. */
function withoutLogger({ path, node }: Literal): PassResult {
  const property = propertyOf(node, 'verbose');
  const value = property && valueOf(property);
  const isSwitch =
    value?.kind === ts.SyntaxKind.TrueKeyword || value?.kind === ts.SyntaxKind.FalseKeyword;
  if (!property || !value || isSwitch) return nothing;
  const notes = [done(path, 'verbose takes no logger; write a middleware for your own')];
  return { edits: [replace({ path, node: property }, 'verbose: true')], notes };
}

function withMiddleware(sources: EditedSources, { path, node }: Literal): PassResult {
  const property = propertyOf(node, 'onError');
  if (!property) return nothing;
  const value = valueOf(property);
  const callback = value && callbackOf(value);
  if (callback === undefined || propertyOf(node, 'middlewares')) {
    return decide(
      sources,
      { path, node: property },
      'onError is gone; write a WorkflowMiddleware with the callback onError',
    );
  }
  const middleware = `middlewares: [new WorkflowMiddleware({ name: 'on-error', callbacks: { onError: ${callback} } })]`;
  return {
    edits: [
      replace({ path, node: property }, middleware),
      ...importNames(sources, path, '@upstash/workflow', ['WorkflowMiddleware']),
    ],
    notes: [done(path, 'onError is a middleware now')],
  };
}

/** The callback gets `{ error }`, where the option got the error itself. */
function callbackOf(value: ts.Expression): string | undefined {
  const text = value.getText();
  if (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)) {
    return `({ error }) => ${text}(error)`;
  }
  if (!ts.isArrowFunction(value)) return undefined;
  const [parameter, ...others] = value.parameters;
  if (!parameter || others.length > 0 || !ts.isIdentifier(parameter.name)) return undefined;
  const { text: name } = parameter.name;
  const isAsync = value.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const given = name === 'error' ? '{ error }' : `{ error: ${name} }`;
  return `${isAsync ? 'async ' : ''}(${given}) => ${value.body.getText()}`;
}

function withoutStepFinish(sources: EditedSources, { path, node }: Literal): PassResult {
  const property = propertyOf(node, 'onStepFinish');
  if (!property) return nothing;
  return decide(
    sources,
    { path, node: property },
    'onStepFinish is gone; write a WorkflowMiddleware with the callback afterExecution',
  );
}
