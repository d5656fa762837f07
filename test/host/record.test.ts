import { describe, expect, it } from 'vitest';
import {
  basePath,
  listRecordedWorkflows,
  readProjectRecord,
  readWorkflowRecord,
  toRecordText,
  type ProjectRecord,
  type WorkflowRecord,
} from '../../src/host/record.js';
import { sha256 } from '../../src/shared/sha256.js';
import { temporaryProject } from './support/project.js';

const workflow: WorkflowRecord = {
  schemaVersion: 1,
  trifoldVersion: '0.1.0',
  templateVersion: '1',
  answers: { name: 'digest', flags: [{ name: 'paidOnly' }], maxItems: null },
  files: [
    { id: 'route.process', path: 'src/app/(backend)/a.ts', owner: 'managed', sha256: sha256('a') },
    { id: 'operations', path: 'src/server/operations.ts', owner: 'yours', sha256: sha256('b') },
  ],
};

const project: ProjectRecord = {
  schemaVersion: 1,
  sdk: 1,
  framework: 'nextjs',
  alias: { prefix: '@/', target: 'src' },
  paths: { routes: 'src/app/api', workflows: 'src/server/workflows', api: '/api' },
  logNamespace: 'app',
  database: null,
  files: [{ id: 'client', path: 'src/server/workflows/client.ts', sha256: sha256('c') }],
};

const DIGEST = '.trifold/digest/record.json';

describe('records', () => {
  it('are read as they were written, files sorted by id', async () => {
    const host = await temporaryProject({
      [DIGEST]: toRecordText(workflow),
      '.trifold/project.json': toRecordText(project),
    });
    expect(await readProjectRecord(host)).toEqual(project);
    const files = workflow.files.toReversed();
    expect(await readWorkflowRecord(host, 'digest')).toEqual({ ...workflow, files });
  });

  it('are undefined before anything was generated', async () => {
    const host = await temporaryProject();
    expect(await readProjectRecord(host)).toBeUndefined();
    expect(await readWorkflowRecord(host, 'digest')).toBeUndefined();
    expect(await listRecordedWorkflows(host)).toEqual([]);
  });

  it('are listed by the name of their workflow', async () => {
    const host = await temporaryProject({
      '.trifold/welcome/record.json': '{}',
      [DIGEST]: '{}',
      '.trifold/project.json': '{}',
      '.trifold/project.base/client.txt': '',
      '.trifold/half/base/x.txt': '',
    });
    expect(await listRecordedWorkflows(host)).toEqual(['digest', 'welcome']);
  });

  it.each([
    [
      'merge conflict markers',
      `{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> feature\n}`,
      'HOST_RECORD_CONFLICT',
    ],
    ['a syntax error', '{', 'HOST_RECORD_INVALID'],
    ['a missing field', '{ "schemaVersion": 1 }', 'HOST_RECORD_INVALID'],
    ['a newer version', '{ "schemaVersion": 2, "else": true }', 'HOST_RECORD_NEWER'],
    [
      'a path that leaves the project',
      toRecordText(workflow).replace('src/server/', '../'),
      'HOST_RECORD_INVALID',
    ],
  ])('with %s stop with an error', async (_, text, code) => {
    const host = await temporaryProject({ [DIGEST]: text });
    await expect(readWorkflowRecord(host, 'digest')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(DIGEST),
    });
  });

  it('keep base texts apart, for workflows and for the project', () => {
    expect(basePath({ workflow: 'digest' }, 'route.process')).toBe(
      '.trifold/digest/base/route.process.txt',
    );
    expect(basePath('project', 'client')).toBe('.trifold/project.base/client.txt');
    expect(() => basePath('project', '../x')).toThrow('not a file id');
  });
});
