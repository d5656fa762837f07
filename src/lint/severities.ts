import { nearest } from '../spec/suggest.js';
import { lintError } from './errors.js';
import type { Finding, Severity } from './finding.js';

export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** Gives findings the configured severities and leaves out those of rules that are off. Throws LINT_RULE_UNKNOWN. */
export function withSeverities(
  findings: readonly Finding[],
  severities: Severities,
  knownRules: readonly string[],
): Finding[] {
  for (const id of Object.keys(severities)) assertKnown(id, knownRules);
  return findings.flatMap((finding) => {
    const severity = severities[finding.rule] ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}

/** Throws LINT_RULE_UNKNOWN, with the nearest rule as the fix. */
function assertKnown(id: string, knownRules: readonly string[]): void {
  if (knownRules.includes(id)) return;
  const meant = nearest(id, knownRules);
  throw lintError('LINT_RULE_UNKNOWN', `there is no rule ${id}`, {
    why: 'the configuration gives it a severity under lint.rules',
    fix: meant === undefined ? 'see the rules with `trifold rules`' : `write ${meant}`,
  });
}
