import type { GivenFact } from '../../code/facts/configurationFacts.js';
import { fieldOf } from '../given.js';
import { flowControlsOf, isUnlimited } from '../layerLimits.js';
import { report, routesOf, type RouteInGroup } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** Each layer has a flow control of its own, and entry runs take turns: parallelism 1. */
export const flowControlPerLayer: Rule = {
  meta: {
    id: 'flow-control-per-layer',
    severity: 'warning',
    title: 'Each layer has a flow control, the entry layer with parallelism 1',
  },
  judge: (facts) => routesOf(facts, ['entry', 'pagination', 'execution']).flatMap(judgeRoute),
};

function judgeRoute(found: RouteInGroup): Report[] {
  const { group, route, workflow } = found;
  if (isUnlimited(found)) {
    return [
      report(workflow.at, {
        message: `${route.name} has no flow control`,
        why: 'nothing bounds how many deliveries run at once',
        fix: `give its trigger \`flowControl: { key: '${group.name}.…', parallelism, rate }\``,
      }),
    ];
  }
  if (route.layer !== 'entry') return [];
  return flowControlsOf(found).flatMap(({ given, at }) => {
    const parallelism = parallelismIn(given);
    return parallelism === 1 || parallelism === 'unknown'
      ? []
      : [
          report(at, {
            message:
              parallelism === undefined
                ? `The flow control of ${route.name} does not set parallelism`
                : `The flow control of ${route.name} lets ${parallelism} deliveries run at once`,
            why: 'entry runs that overlap count and start the same items twice',
            fix: 'set `parallelism: 1` for the entry layer',
          }),
        ];
  });
}

function parallelismIn(flowControl: GivenFact): number | 'unknown' | undefined {
  if (flowControl.kind !== 'object') return 'unknown';
  const { value } = fieldOf(flowControl, 'parallelism') ?? {};
  if (!value) return flowControl.isWhole ? undefined : 'unknown';
  return value.kind === 'constant' && typeof value.value === 'number' ? value.value : 'unknown';
}
