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
  // Code that several workflows share is judged with each of them.
  const unique = new Map(findings.map((finding) => [placeOf(finding), finding]));
  return sortFindings([...unique.values()]);
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
