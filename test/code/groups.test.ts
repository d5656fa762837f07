import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';
import type { WorkflowGroup } from '../../src/code/facts/conventionFacts.js';

describe('workflows of three layers', () => {
  test('are the routes of a folder, with their class and tests', () => {
    const [group, ...others] = groupsOf({
      'src/api/workflows/digest/process-users/route.ts': route('dryRun', 'triggerPaginateUsers'),
      'src/api/workflows/digest/paginate-users/route.ts': route('cursor', 'triggerSendUser'),
      'src/api/workflows/digest/send-user/route.ts': route('userId'),
      'src/server/workflows/digest/index.ts': classFile,
      'src/server/workflows/digest/index.test.ts': `import { DigestWorkflow } from './index';`,
    });
    expect(others).toEqual([]);
    expect(group?.name).toBe('digest');
    expect(layersOf(group)).toEqual({
      'process-users': 'entry',
      'paginate-users': 'pagination',
      'send-user': 'execution',
    });
    expect(group?.class?.name).toBe('DigestWorkflow');
    expect(group?.tests.map(({ path }) => path)).toEqual([
      'src/server/workflows/digest/index.test.ts',
    ]);
  });

  test('are known by what they do where their names do not say it', () => {
    const [group] = groupsOf({
      'src/api/sync/start/route.ts': route('dryRun', 'triggerPages'),
      'src/api/sync/pages/route.ts': route('cursor', 'triggerItem'),
      'src/api/sync/item/route.ts': route('itemId'),
      'src/api/sync/report/route.ts': route('runId'),
    });
    expect(layersOf(group)).toEqual({
      start: 'entry',
      pages: 'pagination',
      item: 'execution',
      report: 'other',
    });
  });

  test('are not seen in endpoints that have nothing to do with layers', () => {
    expect(
      groupsOf({
        'src/api/onboarding/route.ts': route('userId'),
        'src/api/digest/route.ts': route('cursor'),
        'src/api/workflows/process-users/route.ts': route('userIds'),
      }),
    ).toEqual([]);
  });

  test('know what a static trigger does by itself', () => {
    const [group] = groupsOf({
      'src/api/workflows/digest/process-users/route.ts': route('dryRun', 'triggerPaginateUsers'),
      'src/api/workflows/digest/paginate-users/route.ts': route('cursor', 'triggerSendUser'),
      'src/server/workflows/digest/index.ts': classFile,
    });
    expect(group?.class?.triggers).toMatchObject([
      {
        name: 'triggerProcessUsers',
        given: [
          {
            target: '/api/workflows/digest/process-users',
            flowControl: {
              kind: 'object',
              fields: [
                { name: 'key', value: { kind: 'constant', value: 'digest.process' } },
                { name: 'parallelism', value: { kind: 'constant', value: 1 } },
              ],
            },
          },
        ],
      },
    ]);
  });
});

const classFile = `
  import { client } from './client';
  export class DigestWorkflow {
    static triggerProcessUsers(payload: object) {
      return client.trigger({
        url: '/api/workflows/digest/process-users',
        body: payload,
        flowControl: { key: 'digest.process', parallelism: 1 },
      });
    }
  }
`;

function route(field: string, trigger?: string): string {
  return `
    import { serve } from '@upstash/workflow/nextjs';
    import { DigestWorkflow } from '@/server/workflows/digest';
    export const { POST } = serve<{ ${field}?: string }>(async (context) => {
      await context.run('work', () => ${trigger ? `DigestWorkflow.${trigger}({})` : 'work()'});
    });
  `;
}

function groupsOf(files: Record<string, string>): WorkflowGroup[] {
  const sdk = {
    'src/server/workflows/digest/client.ts': `import { Client } from '@upstash/workflow'; export const client = new Client();`,
  };
  const sources = Object.entries({ ...sdk, ...files }).map(([path, text]) => ({ path, text }));
  return readFacts(sources, { aliases: [{ prefix: '@/', target: 'src' }] }).groups;
}

function layersOf(group: WorkflowGroup | undefined): Record<string, string> {
  return Object.fromEntries((group?.routes ?? []).map(({ name, layer }) => [name, layer]));
}
