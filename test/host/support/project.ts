import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll } from 'vitest';
import { openProject, type Project } from '../../../src/host/project.js';

/** Files by path; a number is the mode of the file whose content follows: `['#!/bin/sh', 0o755]`. */
export type Files = Record<string, string | [content: string, mode: number]>;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A project in a temporary folder, removed when the tests of the file are over. */
export async function temporaryProject(files: Files = {}): Promise<Project> {
  const root = await temporaryFolder();
  await writeFiles(root, { 'package.json': '{ "name": "host" }', ...files });
  return openProject(root);
}

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'trifold-host-')));
  folders.push(folder);
  return folder;
}

export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [path, file] of Object.entries(files)) {
    const [content, mode] = typeof file === 'string' ? [file, 0o644] : file;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
    await chmod(join(root, path), mode);
  }
}

/** Everything below a folder, but the journal: files as `mode content`, folders as `folder`. */
export async function treeOf(root: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const absolute = join(entry.parentPath, entry.name);
    const path = relative(root, absolute);
    if (path.startsWith('.trifold/.journal')) continue;
    if (entry.isFile()) {
      const { mode } = await stat(absolute);
      tree[path] = `${(mode & 0o777).toString(8)} ${await readFile(absolute, 'utf8')}`;
    } else tree[path] = entry.isDirectory() ? 'folder' : 'link';
  }
  // A folder that holds nothing but the journal is the journal's.
  if (Object.keys(tree).every((path) => !path.startsWith('.trifold/'))) delete tree['.trifold'];
  return tree;
}
