import type { MadeUpFile } from './project.js';

/** A workflow as people write them by hand after the guide: a class and three routes. */
export function handWritten(index: number): MadeUpFile[] {
  const name = `digest-${index}`;
  const Class = `Digest${index}Workflow`;
  const routes = `src/app/(backend)/api/workflows/${name}`;
  const module = `src/server/workflows/digest${index}/index.ts`;
  const names = { name, Class, from: `@/server/workflows/digest${index}` };
  return [
    { path: module, text: workflowClass(names) },
    { path: `${routes}/process-users/route.ts`, text: process(names) },
    { path: `${routes}/paginate-users/route.ts`, text: paginate(names) },
    { path: `${routes}/execute-user/route.ts`, text: execute(names) },
  ];
}

interface Names {
  readonly name: string;
  readonly Class: string;
  readonly from: string;
}

function workflowClass({ name, Class }: Names): string {
  return `import { Client } from '@upstash/workflow';
import debug from 'debug';

const log = debug('app:workflows:${name}');

export const WORKFLOW_PATHS = {
  process: '/api/workflows/${name}/process-users',
  paginate: '/api/workflows/${name}/paginate-users',
  execute: '/api/workflows/${name}/execute-user',
} as const;

export interface ProcessUsersPayload {
  dryRun?: boolean;
  force?: boolean;
}

export interface PaginateUsersPayload {
  cursor?: string;
  force?: boolean;
  userIds?: string[];
}

export interface ExecuteUserPayload {
  force?: boolean;
  userId: string;
}

const getUrl = (path: string) => {
  const base = process.env.APP_URL;
  if (!base) throw new Error('APP_URL is required');
  return new URL(path, base).toString();
};

export class ${Class} {
  private static client: Client;

  private static getClient(): Client {
    if (!this.client) {
      const token = process.env.QSTASH_TOKEN;
      if (!token) throw new Error('QSTASH_TOKEN is required');
      this.client = new Client({ token });
    }
    return this.client;
  }

  static triggerProcessUsers(payload: ProcessUsersPayload) {
    log('process %O', payload);
    return this.getClient().trigger({
      body: payload,
      flowControl: { key: '${name}.process', parallelism: 1, rate: 1 },
      url: getUrl(WORKFLOW_PATHS.process),
    });
  }

  static triggerPaginateUsers(payload: PaginateUsersPayload) {
    log('paginate %O', payload);
    return this.getClient().trigger({
      body: payload,
      flowControl: { key: '${name}.paginate', parallelism: 20, rate: 5 },
      url: getUrl(WORKFLOW_PATHS.paginate),
    });
  }

  static triggerExecuteUser(payload: ExecuteUserPayload) {
    log('execute %O', payload);
    return this.getClient().trigger({
      body: payload,
      flowControl: { key: '${name}.execute', parallelism: 10, rate: 5 },
      url: getUrl(WORKFLOW_PATHS.execute),
    });
  }

  static async filterUsersNeedingProcessing(ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const { redis } = await import('@/server/redis');
    const known = await redis.mget(ids.map((id) => \`${name}:\${id}\`));
    return ids.filter((_, index) => !known[index]);
  }
}
`;
}

function process({ name, Class, from }: Names): string {
  return `import { serve } from '@upstash/workflow/nextjs';
import { getServerDB } from '@/database/server';
import { ${Class}, type ProcessUsersPayload } from '${from}';

export const { POST } = serve<ProcessUsersPayload>(async (context) => {
  const { dryRun, force } = context.requestPayload ?? {};

  const ids = await context.run('${name}:get-all-users', async () => {
    const db = await getServerDB();
    return db.query.users.findMany({ columns: { id: true } });
  });
  if (ids.length === 0) return { message: 'No eligible users found', success: true, totalEligible: 0 };

  const toProcess = await context.run('${name}:filter-existing', () =>
    force ? ids.length : ${Class}.filterUsersNeedingProcessing(ids.map(({ id }) => id)),
  );
  const statistics = { success: true, toProcess, totalEligible: ids.length };
  if (dryRun) return { ...statistics, dryRun: true, message: '[DryRun] Would process users' };

  await context.run('${name}:trigger-paginate', () => ${Class}.triggerPaginateUsers({ force }));
  return { ...statistics, message: 'Triggered pagination' };
});
`;
}

function paginate({ name, Class, from }: Names): string {
  return `import { serve } from '@upstash/workflow/nextjs';
import { chunk } from 'es-toolkit';
import { getServerDB } from '@/database/server';
import { ${Class}, type PaginateUsersPayload } from '${from}';

const PAGE_SIZE = 50;
const CHUNK_SIZE = 20;

export const { POST } = serve<PaginateUsersPayload>(async (context) => {
  const { cursor, force, userIds } = context.requestPayload ?? {};
  if (userIds && userIds.length > 0) {
    await Promise.all(
      userIds.map((userId) =>
        context.run(\`${name}:execute:\${userId}\`, () => ${Class}.triggerExecuteUser({ force, userId })),
      ),
    );
    return { processedItems: userIds.length, success: true };
  }

  const page = await context.run('${name}:get-batch', async () => {
    const db = await getServerDB();
    const users = await db.query.users.findMany({ after: cursor, limit: PAGE_SIZE });
    return { cursor: users.at(-1)?.id, ids: users.map(({ id }) => id) };
  });
  if (page.ids.length === 0) return { message: 'Pagination complete', success: true };

  const ids = await context.run('${name}:filter-existing', () =>
    ${Class}.filterUsersNeedingProcessing(page.ids),
  );
  const chunks = chunk(ids, CHUNK_SIZE);
  await Promise.all(
    chunks.map((userIds, index) =>
      context.run(\`${name}:fanout:\${index + 1}/\${chunks.length}\`, () =>
        ${Class}.triggerPaginateUsers({ force, userIds }),
      ),
    ),
  );
  if (page.cursor) {
    await context.run('${name}:next-page', () =>
      ${Class}.triggerPaginateUsers({ cursor: page.cursor, force }),
    );
  }
  return { nextCursor: page.cursor, processedItems: ids.length, success: true };
});
`;
}

function execute({ name, from }: Names): string {
  return `import { WorkflowNonRetryableError } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { getServerDB } from '@/database/server';
import { summarize } from '@/server/summarize';
import type { ExecuteUserPayload } from '${from}';

export const { POST } = serve<ExecuteUserPayload>(async (context) => {
  const { userId } = context.requestPayload ?? {};
  if (!userId) throw new WorkflowNonRetryableError('userId is required');

  const user = await context.run('${name}:get-user', async () => {
    const db = await getServerDB();
    return db.query.users.findFirst({ id: userId });
  });
  if (!user) return { error: 'User not found', success: false };

  const result = await context.run('${name}:execute-user', () => summarize(user));
  await context.run('${name}:save-result', async () => {
    const db = await getServerDB();
    await db.insert('digests').values({ result, userId });
  });
  return { result, success: true, userId };
});
`;
}
