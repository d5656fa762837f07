import type { Colors } from 'picocolors/types.js';
import { countsOf, countsText, type LintReport, type ReportedFinding } from './report.js';

/** For a terminal: findings by workflow and file, each with what comes of it and what to write; the numbers at the end. */
export function lintPretty(report: LintReport, colours: Colors): string {
  const { findings, groups } = report.result;
  const paths = [...new Set(findings.map(({ path }) => path))];
  const sections = groups.flatMap(({ name, files }) => {
    const own = paths.filter((path) => files.includes(path));
    return own.length === 0
      ? []
      : [`${colours.bold(name)}\n`, ...filesText(own, findings, colours)];
  });
  const others = paths.filter((path) => !groups.some(({ files }) => files.includes(path)));
  const heading =
    sections.length > 0 && others.length > 0 ? [`${colours.bold('elsewhere')}\n`] : [];
  const elsewhere = [...heading, ...filesText(others, findings, colours)];
  return [...sections, ...elsewhere, fixedText(report), summary(report, colours)].join('');
}

function filesText(
  paths: readonly string[],
  findings: readonly ReportedFinding[],
  colours: Colors,
): string[] {
  return paths.map((path) => {
    const own = findings.filter((finding) => finding.path === path);
    return `${colours.underline(path)}\n${own.map((each) => findingText(each, colours)).join('\n')}\n`;
  });
}

function findingText(finding: ReportedFinding, colours: Colors): string {
  const { line, column, severity, message, why, fix, rule, path, related } = finding;
  const place = `${String(line)}:${String(column)}`;
  const also = related.map((each) => {
    const where = each.path === path ? 'line ' : `${each.path}:`;
    return ['also', `${where}${String(each.line)}:${String(each.column)}, ${each.message}`];
  });
  return [
    `  ${colours.dim(place)} ${severityText(severity, colours)} ${message}  ${colours.dim(rule)}\n`,
    ...[['why', why], ['fix', fix], ...also].map(
      ([word, text]) => `    ${colours.dim(`${word}:`)} ${text}\n`,
    ),
  ].join('');
}

function severityText(severity: ReportedFinding['severity'], colours: Colors): string {
  switch (severity) {
    case 'error':
      return colours.red('error');
    case 'warning':
      return colours.yellow('warning');
    case 'info':
      return colours.cyan('info');
  }
}

/** What --fix has done. */
function fixedText({ fixed }: LintReport): string {
  if (fixed === undefined || fixed.files.length === 0) return '';
  const findings = counted(fixed.findings, 'finding');
  const heading = `fixed ${findings} in ${counted(fixed.files.length, 'file')}; \`trifold undo\` takes it back\n`;
  return [heading, ...fixed.files.map((path) => `  ${path}\n`)].join('');
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function summary({ result }: LintReport, colours: Colors): string {
  const counts = countsOf(result);
  const colour =
    counts.errors > 0 ? colours.red : counts.warnings > 0 ? colours.yellow : colours.green;
  const others = [
    `${counted(result.workflows.length, 'workflow function')} looked at`,
    ...(counts.fixable > 0 ? [`${String(counts.fixable)} can be fixed with --fix`] : []),
    ...(result.baselined > 0 ? [`${String(result.baselined)} known to the baseline`] : []),
    ...(result.disabled > 0 ? [`${String(result.disabled)} switched off by comments`] : []),
  ];
  return `${colour(countsText(counts))} (${others.join(', ')})\n`;
}
