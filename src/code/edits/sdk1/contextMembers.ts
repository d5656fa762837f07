import { ts } from '../../typescript.js';
import { bindingOf } from '../bindings.js';
import { isFunction } from '../functions.js';
import { descendants } from '../nodes.js';
import { allOf, decide, type Pass } from './pass.js';
import { servesOf } from './serveCalls.js';

/** What a context has no more. Source: https://upstash.com/docs/workflow/migration, `WorkflowContext` of 0.2.23 and 1.3.3. */
const GONE = new Map([
  ['agents', 'agents come from agentWorkflow(context) of @upstash/workflow-agents'],
  ...['retries', 'retryDelay', 'flowControl', 'failureUrl'].map(
    (name) => [name, `a context has no ${name} on 1.x; only client.trigger knows it`] as const,
  ),
]);

const MAY_HAVE = new RegExp(`\\.(?:${[...GONE.keys()].join('|')})\\b`);

export const contextMembers: Pass = (sources, selected) => {
  const files = selected.filter((path) => MAY_HAVE.test(sources.text(path)));
  if (files.length === 0) return allOf([]);
  const handlers = new Set(
    servesOf(sources, sources.paths()).flatMap(({ handler }) => handler?.node ?? []),
  );
  return allOf(
    files.flatMap((path) =>
      descendants(sources.tree(path), ts.isPropertyAccessExpression).flatMap((node) => {
        const message = GONE.get(node.name.text);
        const isGone = message !== undefined && isContext(node.expression);
        return isGone ? [decide(sources, { path, node }, message)] : [];
      }),
    ),
  );

  function isContext(node: ts.Expression): boolean {
    const binding = ts.isIdentifier(node) ? bindingOf(node) : undefined;
    if (binding?.kind !== 'parameter' || !isFunction(binding.of)) return false;
    const type = binding.of.parameters[binding.index]?.type?.getText() ?? '';
    return /\bWorkflowContext\b/.test(type) || (binding.index === 0 && handlers.has(binding.of));
  }
};
