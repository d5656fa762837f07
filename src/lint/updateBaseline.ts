import { coverage } from '../host/coverage.js';
import { type Project, readProjectFile } from '../host/project.js';
import { writeAll } from '../host/writer.js';
import { baselineText, parseBaseline } from './baseline.js';
import { type LintOptions, lintProject } from './lintProject.js';
import type { LintResult } from './lintSources.js';
import { isOwn } from './own/index.js';

/**
 * Writes what is found now into a baseline, and leaves there what it says of files that were not asked about. Answers what
 * a baseline cannot hold. Throws as `lintProject` and `writeAll` do.
 */
export async function updateBaseline(
  project: Project,
  baseline: string,
  options: Omit<LintOptions, 'baseline'>,
): Promise<LintResult> {
  const isCovered = coverage(project, { ...options.config.lint, ...options });
  const text = await readProjectFile(project, baseline);
  const before = text === undefined ? [] : parseBaseline(text, baseline).findings;
  const result = await lintProject(project, options);
  const kept = before.filter(({ path }) => !isCovered(path));
  const content = baselineText(result.findings, kept);
  await writeAll(project, [{ kind: 'write', path: baseline, content }], {
    command: 'lint --update-baseline',
  });
  const left = result.findings.filter(({ rule }) => isOwn(rule));
  return { ...result, findings: left, baselined: result.findings.length - left.length };
}
