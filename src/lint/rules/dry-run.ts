import { report, routesOf, type RouteInGroup } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** The entry layer answers a dry run with statistics, and no step on the way there starts or saves anything. */
export const dryRun: Rule = {
  meta: {
    id: 'dry-run',
    severity: 'warning',
    title: 'The entry layer answers a dry run, which has no side effects',
  },
  judge: (facts) => routesOf(facts, ['entry']).flatMap(judgeEntry),
};

function judgeEntry({ route, workflow }: RouteInGroup): Report[] {
  const { fields, reads } = workflow.payload;
  const isAsked = [...(fields ?? []), ...reads].some((field) => /dry/i.test(field));
  if (isAsked) return sideEffects(workflow);
  const isDecided = workflow.convention.answers.some((answer) => answer.dryRun !== 'unasked');
  if (isDecided || fields === undefined || !workflow.isComplete) return [];
  return [
    report(workflow.at, {
      message: `${route.name} has no dry run`,
      why: 'nobody can see how much work a run would start without starting it',
      fix: 'take `dryRun` from the payload, and return the statistics before anything is triggered',
    }),
  ];
}

/** One finding for each step that triggers or saves where a dry run passes. */
function sideEffects({ convention, steps }: RouteInGroup['workflow']): Report[] {
  const found = new Map<number, Report>();
  for (const { kind, name, at, insideStep, dryRun: asked } of convention.deeds) {
    if (asked === 'no' || insideStep === undefined) continue;
    if (kind !== 'trigger' && kind !== 'save') continue;
    const step = steps[insideStep];
    // What deeper code is called says little about what it does.
    if (!step || step.at.path !== at.path || found.has(insideStep)) continue;
    const texts = {
      message: `A dry run passes the step \`${step.name.text}\`, which calls \`${name}\``,
      why: 'whoever asks for a dry run wants numbers, and starts or changes something',
      fix: 'return the statistics of a dry run before this step',
    };
    found.set(insideStep, report(step.at, texts, [{ message: `calls ${name}`, ...at }]));
  }
  return [...found.values()];
}
