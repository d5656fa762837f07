import type { Config } from '../host/configSchema.js';
import { type CacheFolder, cacheFolderOf } from '../host/cacheFolder.js';
import { coverage } from '../host/coverage.js';
import { importAliases } from '../host/importAliases.js';
import { type Project, readProjectFile } from '../host/project.js';
import { readSources, type ReadSources } from '../host/readSources.js';
import { sdksOfPackages } from '../host/sdksOfPackages.js';
import { type WalkedSources, walkSources } from '../host/walkSources.js';
import { sha256OfParts } from '../shared/sha256.js';
import { hasAnalysis } from './analysis.js';
import { type Baseline, parseBaseline } from './baseline.js';
import { lintError } from './errors.js';
import { editionStamp } from './editionStamp.js';
import type { Finding } from './finding.js';
import { type LintResult, lintSources } from './lintSources.js';
import { ownFinding } from './own/index.js';

export interface LintOptions {
  readonly config: Config;
  /** Files, folders or globs to report on, relative to `cwd`; without any, the whole project. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** A baseline, project relative. */
  readonly baseline?: string | undefined;
  /** Texts that count instead of what is on the disk, by project relative path: what an editor has not saved. */
  readonly unsaved?: ReadonlyMap<string, string> | undefined;
  /** Neither use nor keep what was read in earlier runs. */
  readonly noCache?: boolean | undefined;
}

/**
 * Lints a project: its source files are read and followed, those that were asked for are reported on. Broken code and files
 * that cannot be read are findings.
 * Throws LINT_RULE_UNKNOWN, LINT_BASELINE_INVALID, LINT_BASELINE_MISSING, HOST_NO_FILES, HOST_PATH_OUTSIDE.
 */
export async function lintProject(project: Project, options: LintOptions): Promise<LintResult> {
  const { config, paths, cwd } = options;
  const isCovered = coverage(project, { ...config.lint, paths, cwd });
  const known =
    options.baseline === undefined ? undefined : await readBaseline(project, options.baseline);
  const walked = walkSources(project);
  const { closed } = walked;
  const folder = options.noCache === true ? undefined : cacheFolderOf(project);
  const threads = await startThreads(walked, folder);
  const { files, unreadable, contents } = withUnsaved(
    readSources(project, walked),
    options.unsaved,
  );
  const result = lintSources({
    files,
    store: folder && { folder, stamp: editionStamp(), contents },
    threads,
    aliases: importAliases(project, walked),
    wrappers: config.lint.wrappers,
    sdks: sdksOfPackages(project, walked.manifests),
    severities: config.lint.rules,
    isCovered,
    findings: [...unreadable.map(toFinding), ...closed.map(toFolderFinding)],
    baseline: known,
  });
  return result.finally(() => threads?.end());
}

/** So many files may be worth threads. */
const FILES_FOR_THREADS = 2_000;

/** The compiler loads in them while the files are read, unless most of what is to be known is known already. */
async function startThreads({ sources }: WalkedSources, folder: CacheFolder | undefined) {
  if (sources.length < FILES_FOR_THREADS || (folder && hasAnalysis(folder))) return undefined;
  return (await import('../code/facts/factsThreads.js')).startFactsThreads();
}

function withUnsaved(read: ReadSources, unsaved: LintOptions['unsaved']): ReadSources {
  if (unsaved === undefined || unsaved.size === 0) return read;
  const others = read.files.filter(({ path }) => !unsaved.has(path));
  const files = [...others, ...Array.from(unsaved, ([path, text]) => ({ path, text }))];
  return { ...read, files, contents: sha256OfParts([read.contents, ...[...unsaved].flat()]) };
}

async function readBaseline(
  project: Project,
  path: string,
): Promise<{ path: string; known: Baseline }> {
  const text = await readProjectFile(project, path);
  if (text === undefined) {
    throw lintError('LINT_BASELINE_MISSING', `there is no baseline ${path}`, {
      fix: 'write one with --update-baseline',
    });
  }
  return { path, known: parseBaseline(text, path) };
}

function toFinding({ path, why, fix }: { path: string; why: string; fix: string }): Finding {
  const message = `The file cannot be read: ${why}`;
  return ownFinding('unreadable-file', { message, fix, path, line: 1, column: 1 });
}

function toFolderFinding(path: string): Finding {
  const message = 'The folder cannot be listed';
  return ownFinding('unreadable-file', { message, path, line: 1, column: 1 });
}
