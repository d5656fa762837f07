import type { Colors } from 'picocolors/types.js';
import { toJsonText } from '../../shared/json.js';
import { lintChecklist } from './checklist.js';
import { lintGithub } from './github.js';
import { lintJson } from './json.js';
import { lintJunit } from './junit.js';
import { lintMarkdown } from './markdown.js';
import { lintPretty } from './pretty.js';
import type { LintReport } from './report.js';
import { lintSarif } from './sarif.js';

export const LINT_FORMATS = [
  'pretty',
  'checklist',
  'json',
  'sarif',
  'github',
  'markdown',
  'junit',
] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];

export function lintText(format: LintFormat, report: LintReport, colours: Colors): string {
  switch (format) {
    case 'pretty':
      return lintPretty(report, colours);
    case 'checklist':
      return lintChecklist(report, colours);
    case 'json':
      return toJsonText(lintJson(report));
    case 'sarif':
      return toJsonText(lintSarif(report));
    case 'github':
      return lintGithub(report);
    case 'markdown':
      return lintMarkdown(report);
    case 'junit':
      return lintJunit(report);
  }
}
