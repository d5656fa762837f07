import type { Colors } from 'picocolors/types.js';
import { countsOf, countsText, type LintReport, type ReportedGroup } from './report.js';

type Item = ReportedGroup['checklist'][number];

/** For a terminal: every workflow of three layers with the whole checklist. */
export function lintChecklist({ result }: LintReport, colours: Colors): string {
  const workflows = result.groups.map((group) => {
    const heading = `${colours.bold(group.name)} ${checklistSummary(group, colours)}\n`;
    return `${heading}${checklistText(group, colours)}\n`;
  });
  if (workflows.length === 0) return 'no workflows of three layers\n';
  const where = result.findings.length === 0 ? '' : '; `trifold lint` shows where';
  return `${workflows.join('')}${countsText(countsOf(result))}${where}\n`;
}

/** `✓ Payload types`, a line for each item; one that is not met names the rules that tell why. */
export function checklistText({ checklist }: ReportedGroup, colours: Colors): string {
  return checklist.map((item) => `  ${itemText(item, colours)}\n`).join('');
}

/** `✓ 14 of 15 items, 1 not applicable` */
export function checklistSummary(group: ReportedGroup, colours: Colors): string {
  const sign = isMet(group) ? colours.green(SIGNS.pass) : colours.red(SIGNS.fail);
  return `${sign} ${checklistCounts(group)}`;
}

export function checklistCounts(group: ReportedGroup): string {
  const met = countOf(group, 'pass');
  const asked = met + countOf(group, 'fail');
  const skipped = countOf(group, 'not-applicable');
  const others = skipped === 0 ? '' : `, ${String(skipped)} not applicable`;
  return `${String(met)} of ${String(asked)} items${others}`;
}

export function isMet(group: ReportedGroup): boolean {
  return countOf(group, 'fail') === 0;
}

function countOf({ checklist }: ReportedGroup, state: Item['state']): number {
  return checklist.filter((item) => item.state === state).length;
}

const SIGNS = { pass: '✓', fail: '✗', 'not-applicable': '–' } as const;

function itemText({ title, state, rules }: Item, colours: Colors): string {
  switch (state) {
    case 'pass':
      return `${colours.green(SIGNS.pass)} ${title}`;
    case 'fail':
      return `${colours.red(SIGNS.fail)} ${title}  ${colours.dim(rules.join(', '))}`;
    case 'not-applicable':
      return colours.dim(`${SIGNS['not-applicable']} ${title} (not applicable)`);
  }
}
