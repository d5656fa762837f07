import type { Colors } from 'picocolors/types.js';
import { checklistSummary, checklistText, isMet } from './checklist.js';
import {
  countsOf,
  countsText,
  type LintReport,
  type ReportedFinding,
  type ReportedGroup,
} from './report.js';

/**
 * For a terminal: findings by workflow and file, each with what comes of it and what to write, and then the workflow's
 * checklist; the numbers at the end.
 */
export function lintPretty(report: LintReport, colours: Colors): string {
  const { findings, groups } = report.result;
  const ownerOf = new Map(groups.flatMap((group) => group.files.map((path) => [path, group])));
  const texts = new Map<ReportedGroup | undefined, string[]>();
  for (const file of filesIn(findings)) {
    const owner = ownerOf.get(file.path);
    texts.set(owner, [...(texts.get(owner) ?? []), fileText(file, colours)]);
  }
  const sections = groups
    .filter((group) => texts.has(group))
    .flatMap((group) => [
      `${colours.bold(group.name)}\n`,
      ...(texts.get(group) ?? []),
      `${checklistText(group, colours)}\n`,
    ]);
  const others = texts.get(undefined) ?? [];
  return [
    ...sections,
    ...(sections.length > 0 && others.length > 0 ? [`${colours.bold('elsewhere')}\n`] : []),
    ...others,
    checklistsText(
      groups.filter((group) => !texts.has(group)),
      colours,
    ),
    fixedText(report),
    summary(report, colours),
  ].join('');
}

/** More of them are a number. */
const MAX_NAMED = 10;

/** Workflows of which nothing is reported; they may still miss something that a baseline knows. */
function checklistsText(groups: readonly ReportedGroup[], colours: Colors): string {
  if (groups.length <= MAX_NAMED)
    return groups.map((group) => `${group.name}: ${checklistSummary(group, colours)}\n`).join('');
  const met = groups.filter(isMet).length;
  return `${String(met)} of ${String(groups.length)} other workflows meet the checklist\n`;
}

interface FileWithFindings {
  readonly path: string;
  readonly findings: ReportedFinding[];
}

function filesIn(findings: readonly ReportedFinding[]): FileWithFindings[] {
  const files = new Map<string, FileWithFindings>();
  for (const finding of findings) {
    const { path } = finding;
    const file = files.get(path) ?? { path, findings: [] };
    file.findings.push(finding);
    files.set(path, file);
  }
  return [...files.values()];
}

function fileText({ path, findings }: FileWithFindings, colours: Colors): string {
  const texts = findings.map((each) => findingText(each, colours));
  return `${colours.underline(path)}\n${texts.join('\n')}\n`;
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
