import { ts } from '../../typescript.js';
import { descendants } from '../nodes.js';
import { allOf, decide, type Pass } from './pass.js';

/** Agents have a package of their own since 1.0. Source: https://upstash.com/docs/workflow/migration */
export const agents: Pass = (sources, selected) =>
  allOf(
    selected
      .filter((path) => /\bcontext\.agents\b/.test(sources.text(path)))
      .flatMap((path) =>
        descendants(sources.tree(path), ts.isPropertyAccessExpression)
          .filter((node) => node.getText() === 'context.agents')
          .map((node) =>
            decide(
              sources,
              { path, node },
              'agents come from agentWorkflow(context) of @upstash/workflow-agents',
            ),
          ),
      ),
  );
