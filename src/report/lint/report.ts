import type { LintResult } from '../../lint/lintSources.js';
import type { RuleMeta } from '../../lint/rule.js';

/** What a run of the linter tells. */
export interface LintReport {
  readonly result: LintResult;
  /** All rules, those of the linter itself included. */
  readonly rules: readonly RuleMeta[];
  readonly version: string;
  /** Where the project is in its repository, with a slash at the end; empty at its root. Code hosts count from there. */
  readonly inRepository: string;
  /** What --fix has done; undefined without it. */
  readonly fixed: { readonly findings: number; readonly files: readonly string[] } | undefined;
}

export type ReportedFinding = LintResult['findings'][number];

export type ReportedGroup = LintResult['groups'][number];

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixable: number;
}

export function countsOf({ findings }: LintResult): Counts {
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    fixable: findings.filter(({ edits = [] }) => edits.length > 0).length,
  };
}

/** `2 errors, 1 warning`; `no findings`. */
export function countsText(counts: Counts): string {
  const parts = [
    counted(counts.errors, 'error'),
    counted(counts.warnings, 'warning'),
    counted(counts.infos, 'info'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
