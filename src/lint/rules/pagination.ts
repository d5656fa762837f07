import { startsRoute } from '../../shared/triggerNames.js';
import { report, routesOf, type RouteInGroup } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** The pagination layer starts the execution layer for its items, and itself for the next page. */
export const pagination: Rule = {
  meta: {
    id: 'pagination',
    severity: 'warning',
    title: 'The pagination layer fans out and schedules the next page',
  },
  judge: (facts) => routesOf(facts, ['pagination']).flatMap(judgePagination),
};

function judgePagination({ group, route, workflow }: RouteInGroup): Report[] {
  const triggers = workflow.convention.deeds.filter(({ kind }) => kind === 'trigger');
  if (!workflow.isComplete) return [];
  const isFor = (name: string) =>
    triggers.filter(
      (deed) => startsRoute(deed.name, name) || deed.trigger?.target?.includes(`/${name}`) === true,
    );
  const own = isFor(route.name);
  const others = group.routes.filter(({ layer }) => layer === 'execution');
  const known = new Set([...own, ...others.flatMap(({ name }) => isFor(name))]);
  // A trigger of a name that tells nothing may reach anything.
  if (triggers.some((deed) => !known.has(deed) && !isWithin(deed, [...known]))) return [];
  const found: Report[] = [];
  if (others.length > 0 && others.every(({ name }) => isFor(name).length === 0)) {
    found.push(
      report(workflow.at, {
        message: `${route.name} does not start ${others.map(({ name }) => name).join(' or ')}`,
        why: 'the items of a page are never handled',
        fix: 'trigger the execution layer for each item of the page, in chunks',
      }),
    );
  }
  const pagesInLoop = workflow.steps.some(({ loops }) =>
    loops.some(({ form }) => form === 'while' || form === 'do'),
  );
  const goesOn = own.some(
    ({ trigger }) => !trigger?.fields || trigger.fields.some((field) => pageFields.test(field)),
  );
  if (!goesOn && !pagesInLoop) {
    found.push(
      report(workflow.at, {
        message: `${route.name} does not schedule a next page`,
        why: 'what comes after the first page is never handled',
        fix: 'trigger this layer again with the cursor of the next page while one is left',
      }),
    );
  }
  return found;
}

const pageFields = /^(cursor|nextCursor|page|pageToken|offset|after)$/;

/** The client's `trigger` inside `triggerPaginateUsers`. */
function isWithin(
  { insideStep }: { insideStep: number | undefined },
  known: readonly { insideStep: number | undefined }[],
): boolean {
  return known.some((each) => each.insideStep === insideStep);
}
