import type { LintReport, ReportedFinding } from './report.js';

/**
 * Annotations of GitHub Actions, one line a finding.
 * Source: docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit,
 * `packages/core/src/command.ts`.
 */
export function lintGithub({ result, inRepository }: LintReport): string {
  return result.findings.map((finding) => annotation(finding, inRepository)).join('');
}

function annotation(finding: ReportedFinding, prefix: string): string {
  const { severity, path, line, column, rule, message, why, fix } = finding;
  const properties = { file: `${prefix}${path}`, line, col: column, title: `trifold: ${rule}` };
  const list = Object.entries(properties).map(([key, each]) => `${key}=${property(String(each))}`);
  const text = `${message}\nwhy: ${why}\nfix: ${fix}`;
  return `::${severity === 'info' ? 'notice' : severity} ${list.join(',')}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
