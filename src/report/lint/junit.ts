import type { LintReport, ReportedFinding } from './report.js';

/** JUnit's XML: a suite a file, a case a finding, of which errors are failures; a file without findings is a case that passes. */
export function lintJunit({ result }: LintReport): string {
  const { findings, workflows } = result;
  const paths = [...new Set([...workflows, ...findings].map(({ path }) => path))].sort();
  const suites = paths.map((path) => findings.filter((finding) => finding.path === path));
  const failures = failuresIn(findings);
  const tests = suites.reduce((sum, suite) => sum + Math.max(1, suite.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="trifold lint" tests="${tests}" failures="${failures}">\n`,
    ...paths.map((path, index) => suiteText(path, suites[index] ?? [])),
    '</testsuites>\n',
  ].join('');
}

function suiteText(path: string, findings: readonly ReportedFinding[]): string {
  const name = attribute(path);
  const cases = findings.map((each) => caseText(each));
  const passed = `    <testcase classname="${name}" name="no findings"/>\n`;
  return [
    `  <testsuite name="${name}" tests="${Math.max(1, cases.length)}" failures="${failuresIn(findings)}">\n`,
    ...(cases.length === 0 ? [passed] : cases),
    '  </testsuite>\n',
  ].join('');
}

function caseText(finding: ReportedFinding): string {
  const { rule, severity, path, line, column, message, why, fix } = finding;
  const head = `classname="${attribute(path)}" name="${attribute(`${rule} (${line}:${column})`)}"`;
  const text = content(`${path}:${line}:${column} ${message}\nwhy: ${why}\nfix: ${fix}`);
  const body =
    severity === 'error'
      ? `<failure type="${attribute(rule)}" message="${attribute(message)}">${text}</failure>`
      : `<system-out>${content(severity)}: ${text}</system-out>`;
  return `    <testcase ${head}>\n      ${body}\n    </testcase>\n`;
}

function failuresIn(findings: readonly ReportedFinding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}

/** Control characters cannot be written in XML 1.0 at all. */
function content(text: string): string {
  return text
    .replaceAll(/(?![\n\t])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
