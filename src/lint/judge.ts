import type { Facts } from '../code/facts/workflowFacts.js';
import type { Finding } from './finding.js';
import { ownFinding } from './own/index.js';
import type { Report, Rule } from './rule.js';

/** A finding of which it is not known yet how what it asks for is written. */
export type Judged = Finding & Pick<Report, 'move'>;

/** What the rules find, each place once, sorted by path, line and column. Unparsable files are findings of `syntax`. */
export function judge(facts: Facts, rules: readonly Rule[]): Judged[] {
  const findings = [
    ...facts.unreadable.map(toSyntaxFinding),
    ...rules.flatMap((rule) =>
      rule.judge(facts).map((report): Judged => ({
        rule: rule.meta.id,
        severity: rule.meta.severity,
        ...report,
      })),
    ),
  ];
  return sortFindings(onePerCause(findings));
}

/** More of them would hide the rest. */
const MAX_RELATED = 10;

/** Code that several workflows share is judged with each of them: one finding, with the places of all. */
function onePerCause(findings: readonly Judged[]): Judged[] {
  const byCause = new Map<string, Judged[]>();
  for (const finding of findings) {
    const cause = placeOf(finding);
    const same = byCause.get(cause);
    if (same) same.push(finding);
    else byCause.set(cause, [finding]);
  }
  return [...byCause.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const related = [first, ...others].flatMap((each) => each.related);
    const places = new Map(related.map((each) => [JSON.stringify(each), each]));
    return { ...first, related: [...places.values()].slice(0, MAX_RELATED) };
  });
}

/** By path, line and column, then by rule. */
export function sortFindings<F extends Finding>(findings: readonly F[]): F[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}

function toSyntaxFinding({ path, message, at }: Facts['unreadable'][number]): Finding {
  return ownFinding('syntax', { message: `The file cannot be parsed: ${message}`, path, ...at });
}

function placeOf({ rule, message, path, line, column }: Finding): string {
  return JSON.stringify([rule, message, path, line, column]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
