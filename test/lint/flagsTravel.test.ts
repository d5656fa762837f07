import { describe, expect, test } from 'vitest';
import { lintFiles } from './lintFiles.js';

interface Layers {
  /** The fields of the payloads. */
  readonly entry?: string;
  readonly pagination?: string;
  readonly execution?: string;
  /** What the entry layer triggers the pagination with. */
  readonly toPagination?: string;
  /** What the pagination triggers the execution with. */
  readonly toExecution?: string;
}

describe('flags-travel finds what is dropped', () => {
  test.each<[string, Layers, string]>([
    [
      'by an empty payload, as in the guide',
      { pagination: 'cursor?: string', toPagination: '{}' },
      '`force` and `paidOnly` are not passed on to paginate-users',
    ],
    [
      'by one that names some',
      { pagination: 'force?: boolean; paidOnly?: boolean', toPagination: '{ paidOnly }' },
      '`force` is not passed on to paginate-users',
    ],
    [
      'by one that sets it to undefined',
      { pagination: 'force?: boolean', toPagination: '{ force: undefined }' },
      '`force` is not passed on to paginate-users',
    ],
    [
      'on the way to the items',
      {
        pagination: 'force?: boolean',
        execution: 'userId: string; force?: boolean',
        toExecution: '{ userId }',
      },
      '`force` is not passed on to generate-user',
    ],
    [
      'with items that are worked on with it',
      {
        pagination: 'userIds?: string[]; force?: boolean',
        execution: 'userId: string; force?: boolean',
        toPagination: "{ userIds: ['a'] }",
      },
      '`force` is not passed on to paginate-users',
    ],
  ])('%s', (_, layers, message) => {
    expect(messagesOf(layers)).toEqual([message]);
  });
});

describe('flags-travel is silent', () => {
  test.each<[string, Layers]>([
    ['when all is passed on', { toPagination: '{ force, paidOnly }' }],
    ['when something is spread that cannot be seen', { toPagination: '{ ...optionsOf(force) }' }],
    ['when the payload itself is passed on', { toPagination: 'context.requestPayload' }],
    [
      'when the rest of the payload is passed on',
      { toPagination: '(({ dryRun, ...rest }) => ({ ...rest }))(context.requestPayload)' },
    ],
    [
      'when the next layer does not know of it',
      { pagination: 'cursor?: string; force?: boolean', toPagination: '{ force }' },
    ],
    [
      'about a dry run that ends here',
      {
        pagination: 'dryRun?: boolean; force?: boolean; paidOnly?: boolean',
        toPagination: '{ force, paidOnly }',
      },
    ],
    [
      'about cursors and ids',
      {
        entry: 'cursor?: string; userIds?: string[]; force?: boolean; paidOnly?: boolean',
        pagination: 'cursor?: string; userIds?: string[]; force?: boolean',
        toPagination: '{ force }',
      },
    ],
    [
      'about a limit when the items are named',
      {
        entry: 'dryRun?: boolean; limit?: number; force?: boolean; paidOnly?: boolean',
        pagination: 'userIds?: string[]; limit?: number',
        toPagination: "{ userIds: ['a'] }",
      },
    ],
    [
      'about fields that this layer does not have',
      { execution: 'userId: string; attempt?: number', toExecution: '{ userId }' },
    ],
  ])('%s', (_, layers) => {
    expect(messagesOf(layers)).toEqual([]);
  });
});

function messagesOf({
  entry = 'dryRun?: boolean; force?: boolean; paidOnly?: boolean',
  pagination = 'cursor?: string; force?: boolean; paidOnly?: boolean',
  execution = 'userId: string',
  toPagination = '{ force, paidOnly }',
  toExecution = '{ userId, ...(force && { force }) }',
}: Layers): string[] {
  const folder = 'src/app/(backend)/api/workflows/digest';
  const files = {
    'src/server/workflows/digest/index.ts': `import { Client } from '@upstash/workflow';
      const PATHS = { paginate: '/api/workflows/digest/paginate-users', execute: '/api/workflows/digest/generate-user' } as const;
      const urlOf = (path: string) => new URL(path, process.env.APP_URL).toString();
      export class DigestWorkflow {
        private static client: Client;
        private static getClient() { return (this.client ??= new Client({ token: process.env.QSTASH_TOKEN })); }
        static triggerPaginateUsers(payload: object) { return this.getClient().trigger({ url: urlOf(PATHS.paginate), body: payload }); }
        static triggerGenerateUser(payload: object) { return this.getClient().trigger({ url: urlOf(PATHS.execute), body: payload }); }
      }`,
    [`${folder}/process-users/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      import { DigestWorkflow } from '@/server/workflows/digest';
      export const { POST } = serve<{ ${entry} }>(async (context) => {
        const { dryRun, force, paidOnly } = context.requestPayload;
        const total = await context.run('digest:count', () => count({ force, paidOnly }));
        if (dryRun) return { success: true, total };
        await context.run('digest:paginate', () => DigestWorkflow.triggerPaginateUsers(${toPagination}));
      });`,
    [`${folder}/paginate-users/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      import { DigestWorkflow } from '@/server/workflows/digest';
      export const { POST } = serve<{ ${pagination} }>(async (context) => {
        const { force } = context.requestPayload;
        const ids = await context.run('digest:page', () => filterUsers());
        for (const userId of ids) await context.run(\`digest:\${userId}\`, () => DigestWorkflow.triggerGenerateUser(${toExecution}));
      });`,
    [`${folder}/generate-user/route.ts`]: `import { serve } from '@upstash/workflow/nextjs';
      export const { POST } = serve<{ ${execution} }>(async (context) => {
        const { userId } = context.requestPayload;
        await context.run('digest:work', () => work(userId));
      });`,
  };
  return lintFiles(Object.entries(files).map(([path, content]) => ({ path, content })))
    .filter(({ rule }) => rule === 'flags-travel')
    .map(({ message }) => message);
}
