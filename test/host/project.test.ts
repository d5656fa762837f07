import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject, openProjectOrFolder, readProjectFile } from '../../src/host/project.js';
import { temporaryFolder, temporaryProject, writeFiles } from './support/project.js';

describe('openProject', () => {
  it('finds the nearest package.json at or above the folder', async () => {
    const root = await temporaryFolder();
    await writeFiles(root, {
      'package.json': '{ "name": "outer" }',
      'apps/web/package.json':
        '\uFEFF{ "name": "@acme/web", "dependencies": { "next": "16.0.0" } }',
      'apps/web/src/page.tsx': '',
    });
    const project = await openProject(join(root, 'apps/web/src'));
    expect(project).toMatchObject({
      root: join(root, 'apps/web'),
      packageJson: { name: '@acme/web', dependencies: { next: '16.0.0' }, devDependencies: {} },
    });
  });

  it('names the real folder when it is reached through a link', async () => {
    const root = await temporaryFolder();
    await writeFiles(root, { 'real/package.json': '{}' });
    await symlink('real', join(root, 'link'));
    expect((await openProject(join(root, 'link'))).root).toBe(await realpath(join(root, 'real')));
  });

  it.each([
    ['a folder without a project', ''],
    ['a folder that does not exist', 'not-there'],
  ])('tells what to do in %s', async (_, path) => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'empty'));
    await expect(openProject(join(root, 'empty', path))).rejects.toMatchObject({
      code: 'HOST_NO_PROJECT',
      fix: expect.stringContaining('--cwd'),
    });
  });

  it.each([
    ['a syntax error', '{ "name": '],
    ['a wrong type', '{ "dependencies": ["next"] }'],
    ['no object', 'null'],
  ])('says what is wrong with a package.json that has %s', async (_, text) => {
    const root = await temporaryFolder();
    await writeFiles(root, { 'package.json': text });
    await expect(openProject(root)).rejects.toMatchObject({
      code: 'HOST_PACKAGE_INVALID',
      message: expect.stringContaining(join(root, 'package.json')),
    });
  });
});

describe('openProjectOrFolder', () => {
  it('takes the folder itself where no package.json is there or above', async () => {
    const root = await temporaryFolder();
    await writeFiles(root, { 'web/package.json': '{ "name": "web" }' });
    expect(await openProjectOrFolder(root)).toMatchObject({
      root,
      packageJson: { dependencies: {} },
    });
    expect((await openProjectOrFolder(join(root, 'web'))).packageJson.name).toBe('web');
  });

  it('says that a folder does not exist', async () => {
    const root = await temporaryFolder();
    await expect(openProjectOrFolder(join(root, 'not-there'))).rejects.toMatchObject({
      code: 'HOST_NO_PROJECT',
    });
  });
});

describe('readProjectFile', () => {
  it('gives the text as it is, or undefined when there is no file', async () => {
    const project = await temporaryProject({ 'a.ts': '\uFEFFa\r\n' });
    expect(await readProjectFile(project, 'a.ts')).toBe('\uFEFFa\r\n');
    expect(await readProjectFile(project, 'b.ts')).toBeUndefined();
    expect(await readProjectFile(project, 'a.ts/b.ts')).toBeUndefined();
  });

  it('refuses a folder and a link out of the project', async () => {
    const project = await temporaryProject({ 'src/a.ts': '' });
    await symlink('/etc/hostname', join(project.root, 'away'));
    await expect(readProjectFile(project, 'src')).rejects.toMatchObject({
      code: 'HOST_NOT_A_FILE',
    });
    await expect(readProjectFile(project, 'away')).rejects.toMatchObject({
      code: 'HOST_PATH_OUTSIDE',
    });
  });
});
