import { countsOf, countsText, type LintReport, type ReportedFinding } from './report.js';

/** A comment may have 65,536 characters on GitHub; the rest is left for what a workflow adds. */
const MAX_LENGTH = 60_000;

const SIGNS = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const;

/** A comment for a pull request. */
export function lintMarkdown({ result }: LintReport): string {
  const head = `### Trifold: ${countsText(countsOf(result))}\n`;
  const entries = result.findings.map(entry);
  const shown = entries.filter((_, index) => lengthOf(entries.slice(0, index + 1)) < MAX_LENGTH);
  const left = entries.length - shown.length;
  const more = left === 0 ? '' : `\n… and ${String(left)} more\n`;
  return `${head}${shown.length === 0 ? '' : '\n'}${shown.join('')}${more}`;
}

function entry(finding: ReportedFinding): string {
  const { severity, path, line, message, why, fix, rule } = finding;
  return [
    `- ${SIGNS[severity]} ${code(`${path}:${String(line)}`)} ${prose(message)} (${code(rule)})\n`,
    `  <details><summary>why, and what to do</summary>\n\n`,
    `  ${prose(why)}.\n\n  **Fix:** ${prose(fix)}.\n\n  </details>\n`,
  ].join('');
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Names in back ticks stay code; elsewhere, what Markdown or HTML would take for its own is shown as it is. */
function prose(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .split(/(``? .*? ``?|`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\<>*_[\]#|@]/g, '\\$&')))
    .join('');
}

function lengthOf(entries: readonly string[]): number {
  return entries.reduce((sum, each) => sum + each.length, 0);
}
