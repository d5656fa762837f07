import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs git as somebody, whoever is logged in. */
export const git = (cwd: string, ...args: string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd });

/** Makes the folder a repository with everything in it committed. */
export async function commitAll(cwd: string): Promise<void> {
  await git(cwd, 'init', '-q');
  await git(cwd, 'add', '-A');
  await git(cwd, 'commit', '-qm', 'first');
}
