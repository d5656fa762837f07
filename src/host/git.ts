import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';
import type { Project } from './project.js';

/**
 * Those of the paths that git would report: changed, staged or untracked, and not ignored. Empty where git is not
 * installed or the project is in no repository. Throws HOST_GIT_FAILED where there is one and git cannot read it.
 */
export async function uncommittedAmong(
  project: Project,
  paths: readonly string[],
): Promise<string[]> {
  if (paths.length === 0) return [];
  // All of the project's: ten thousand paths do not fit into a command line.
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '.'];
  const status = await git(project.root, args);
  const prefix = await git(project.root, ['rev-parse', '--show-prefix']);
  if (status === undefined || prefix === undefined) return [];
  if (status.code !== 0 || prefix.code !== 0) return refuseUnreadable(project, status.complaint);
  const changed = new Set(
    status.output
      .split('\0')
      .map((entry) => entry.slice(3))
      .map((path) => path.slice(prefix.output.trimEnd().length)),
  );
  return paths.filter((path) => changed.has(path));
}

function refuseUnreadable({ root }: Project, complaint: string): [] {
  if (!isInRepository(root)) return [];
  throw hostError('HOST_GIT_FAILED', 'git cannot tell what is committed here', {
    why: complaint.split('\n', 1)[0] ?? '',
    fix: 'see to it that `git status` works here, or run it all the same with --force',
  });
}

function isInRepository(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(folder, '.git')) || (above !== folder && isInRepository(above));
}

/** The ids of what the last commit has, by path in the project; empty as above, and before the first commit. */
export async function committedIds(project: Project): Promise<ReadonlyMap<string, string>> {
  const tree = await git(project.root, ['ls-tree', '-r', '-z', 'HEAD', '.']);
  if (tree?.code !== 0) return new Map();
  const entries = tree.output.split('\0').filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => {
      const [about = '', path = ''] = entry.split('\t', 2);
      return [path, about.split(' ')[2] ?? ''];
    }),
  );
}

/**
 * Merges three texts with `git merge-file`, which stays fast where texts are long. `conflicts` is capped at 127, as git's
 * exit code is. Undefined where git is not installed.
 */
export async function gitMergeFile(
  sides: { readonly base: string; readonly yours: string; readonly new: string },
  { labels, favour }: { labels: readonly [string, string, string]; favour?: 'ours' | 'theirs' },
): Promise<{ text: string; conflicts: number } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'trifold-merge-'));
  try {
    await writeFile(join(folder, 'yours'), sides.yours);
    await writeFile(join(folder, 'base'), sides.base);
    await writeFile(join(folder, 'new'), sides.new);
    const named = labels.flatMap((label) => ['-L', label]);
    const style = favour === undefined ? '--diff3' : `--${favour}`;
    const args = ['merge-file', '-p', '-q', style, ...named, 'yours', 'base', 'new'];
    const merged = await git(folder, args);
    // 255 is an error; what is between is the number of conflicts.
    if (merged === undefined || merged.code === null || merged.code > 127) return undefined;
    return { text: merged.output, conflicts: merged.code };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined where there is no git. */
async function git(
  cwd: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string; complaint: string } | undefined> {
  const child = spawn('git', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const [output, complaint] = [chunks, complaints].map((each) => Buffer.concat(each).toString());
    return { code, output: output ?? '', complaint: complaint ?? '' };
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
