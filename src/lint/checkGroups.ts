import type { GroupedWorkflow } from './analysis.js';
import { type CheckedItem, checkWorkflow } from './checklist.js';
import type { Finding } from './finding.js';
import type { Severities } from './severities.js';

/** A workflow of three layers, and which items of the guide's checklist it meets. */
export interface CheckedGroup {
  readonly name: string;
  /** Its routes, its class, and the files beside them. */
  readonly files: readonly string[];
  readonly checklist: readonly Pick<CheckedItem, 'title' | 'state' | 'rules'>[];
}

/**
 * What the findings say about the checklist of each workflow. Whatever a comment allows is met; what a baseline knows is
 * not. An item whose rules are all switched off is nobody's business.
 */
export function checkGroups(
  groups: readonly GroupedWorkflow[],
  findings: readonly Finding[],
  severities: Severities,
): CheckedGroup[] {
  const byPath = new Map<string, Finding[]>();
  for (const each of findings) {
    if (severities[each.rule] === 'off') continue;
    byPath.set(each.path, [...(byPath.get(each.path) ?? []), each]);
  }
  return groups.map(({ name, files, ...group }) => {
    const own = files.flatMap((path) => byPath.get(path) ?? []);
    const items = checkWorkflow({ files, ...group }, own);
    return {
      name,
      files,
      checklist: items.map(({ title, state, rules }) => ({
        title,
        state: rules.every((rule) => severities[rule] === 'off') ? 'not-applicable' : state,
        rules,
      })),
    };
  });
}
