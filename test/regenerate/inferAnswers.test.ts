import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectDefaults } from '../../src/host/detect.js';
import type { Project } from '../../src/host/project.js';
import { inferAnswers } from '../../src/regenerate/inferAnswers.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';
import { emptyProject, generate } from '../generate/project.js';

type Answers = Partial<WorkflowSpecInput>;

const CONFIG = {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
};

/** The installed SDK counts, wherever the folder of the test lies. */
async function projectWith(sdk: 0 | 1, files: Record<string, string> = {}): Promise<Project> {
  const version = sdk === 0 ? '0.2.23' : '1.3.3';
  return emptyProject({
    ...CONFIG,
    'node_modules/@upstash/workflow/package.json': JSON.stringify({ version }),
    ...files,
  });
}

const cases: readonly [string, Answers][] = [
  ['no answer but the names', {}],
  ['a verb and an entity of two words', { entity: 'sales-person', verb: 'send-mail' }],
  ['a plural that does not follow', { entity: 'fish', entities: 'shoals' }],
  ['SDK 0', { sdk: 0 }],
  ['steps for items', { dispatch: 'item' }],
  ['results in Redis', { filter: 'redis' }],
  ['sizes', { pageSize: 100, chunkSize: 7, maxItems: 1_000 }],
  ['a description', { description: 'Sends what happened: one mail a week.' }],
  ['no test', { test: false }],
  ['a log namespace', { logNamespace: 'acme:jobs' }],
  ['a database', { database: { import: '@/database/server', name: 'getServerDB' } }],
  ['a database of a package', { database: { import: '@acme/database', name: 'connect' } }],
  ['other folders', { paths: { routes: 'src/app/api/jobs', workflows: 'src/jobs' } }],
  ['a URL of its own', { paths: { routes: 'src/routes', api: '/internal/jobs' } }],
  ['type names', { payloadTypes: { process: 'DigestStart', execute: 'UserDigestPayload' } }],
  [
    'limits',
    {
      flowControl: {
        process: { rate: 3 },
        paginate: { parallelism: 11, rate: 7 },
        execute: { parallelism: 4, itemsPerSecond: 12 },
      },
    },
  ],
  ['a fraction of an item', { flowControl: { execute: { itemsPerSecond: 0.33 } } }],
  ['the slowest rate', { flowControl: { execute: { itemsPerSecond: 0.02 } } }],
  [
    'flags of some layers',
    {
      flags: [
        { name: 'tone', type: 'string', layers: ['execute'], description: 'How it sounds.' },
        { name: 'paidOnly' },
        { name: 'since', type: 'number', layers: ['process', 'paginate'] },
      ],
    },
  ],
  [
    'a cloud repository with this as its submodule',
    {
      paths: { routes: 'lobehub/src/app/api', workflows: 'src/server/workflows' },
      cloudReexport: { submodule: 'lobehub' },
    },
  ],
  ['a cloud repository beside it', { cloudReexport: { submodule: 'lobehub', root: 'cloud' } }],
  [
    'most of it at once, on SDK 0',
    {
      sdk: 0,
      verb: 'generate',
      dispatch: 'item',
      filter: 'redis',
      maxItems: 50,
      pageSize: 10,
      flags: [{ name: 'paidOnly' }],
      database: { import: '@/database/server', name: 'getServerDB' },
      flowControl: { execute: { parallelism: 2, itemsPerSecond: 1.25 } },
      cloudReexport: { submodule: 'lobehub', root: 'cloud' },
    },
  ],
];

describe('the answers of generated code without its record', () => {
  it.each(cases)('all come back: %s', async (_, answers) => {
    const project = await projectWith(answers.sdk ?? 1, {
      'lobehub/package.json': '{}',
      'cloud/package.json': '{}',
    });
    const { spec } = await generate(project, answers);
    await rm(join(project.root, '.trifold'), { recursive: true });

    const inferred = await inferAnswers(project, 'digest');

    const { defaults } = await detectDefaults(project);
    expect(parseWorkflowSpec(inferred, defaults)).toEqual(spec);
  });
});

const ROUTES = 'src/app/(backend)/api/workflows/welcome';

/** As the guide's examples are written: the class in one file, constants and limits in the routes. */
const handWritten = {
  'src/server/workflows/welcome/index.ts': `
    import debug from 'debug';
    const log = debug('lobe-server:workflows:welcome');
    export interface ProcessUsersPayload { dryRun?: boolean; paidOnly?: boolean }
    export interface PaginateUsersPayload { cursor?: string; userIds?: string[] }
    export type GenerateUserPayload = { userId: string } & Partial<Tone>;
    interface Tone {
      /** How it sounds. */
      tone: string;
    }
    /** Writes a welcome for each user. */
    export class WelcomeWorkflow {}
  `,
  [`${ROUTES}/process-users/route.ts`]: route(
    'ProcessUsersPayload',
    '{ key: "welcome.process", parallelism: 1, ratePerSecond: 1 }',
  ),
  [`${ROUTES}/paginate-users/route.ts`]: route(
    'PaginateUsersPayload',
    '{ key: "welcome.paginate", parallelism: 15, rate: 120, period: "1m" }',
    'const PAGE_SIZE = 30; const CHUNK_SIZE = 10; const MAX_ITEMS = 10 * PAGE_SIZE;',
  ),
  [`${ROUTES}/generate-user/route.ts`]: route(
    'GenerateUserPayload',
    '{ key: "welcome.execute", parallelism: 5, rate: 20 }',
    "import { getServerDB as connect } from '../../../../../../database';",
  ).replace('return', 'const db = await connect(); return'),
  'src/database/index.ts': 'export async function getServerDB() { return {}; }',
};

function route(type: string, flowControl: string, head = ''): string {
  return `
    import { serve } from '@upstash/workflow/nextjs';
    import type { ${type} } from '@/server/workflows/welcome';
    ${head}
    export const { POST } = serve<${type}>(async (context) => { return { success: true }; }, {
      flowControl: ${flowControl},
    });
  `;
}

describe('the answers of code written by hand', () => {
  it('are read from routes, class and payloads', async () => {
    const project = await projectWith(0, handWritten);

    const inferred = parseWorkflowSpec(await inferAnswers(project, 'welcome'));

    expect(inferred).toMatchObject({
      entity: 'user',
      verb: 'generate',
      description: 'Writes a welcome for each user.',
      flags: [
        { name: 'paidOnly', type: 'boolean', layers: ['process'] },
        { name: 'tone', type: 'string', layers: ['execute'], description: 'How it sounds.' },
      ],
      pageSize: 30,
      chunkSize: 10,
      maxItems: 300,
      flowControl: {
        paginate: { parallelism: 15, rate: 2 },
        execute: { parallelism: 5, itemsPerSecond: 5 },
      },
      logNamespace: 'lobe-server',
      database: { import: '@/database', name: 'getServerDB' },
    });
  });

  it('have no database where two accessors could be meant', async () => {
    const project = await projectWith(0, {
      ...handWritten,
      'src/server/workflows/welcome/other.ts':
        "import { getRedisDB } from '@/redis'; export const db = getRedisDB();",
    });
    expect(parseWorkflowSpec(await inferAnswers(project, 'welcome')).database).toBeNull();
  });

  it('have the cloud repository that re-exports the routes', async () => {
    const project = await projectWith(0, {
      ...handWritten,
      [`cloud/${ROUTES}/process-users/route.ts`]: `export { POST } from "lobehub/${ROUTES}/process-users/route"\n`,
    });
    const { cloudReexport } = parseWorkflowSpec(await inferAnswers(project, 'welcome'));
    expect(cloudReexport).toEqual({ submodule: 'lobehub', root: 'cloud' });
  });

  it('have no cloud repository where re-exports lead elsewhere', async () => {
    const project = await projectWith(0, {
      ...handWritten,
      'src/app/other/route.ts': 'export { POST } from "lobehub/src/app/other/route";',
    });
    const { cloudReexport } = parseWorkflowSpec(await inferAnswers(project, 'welcome'));
    expect(cloudReexport).toBeNull();
  });

  it('leave to the record what the project has for all workflows', async () => {
    const project = await projectWith(0, handWritten);
    await generate(project, { sdk: 0, database: { import: '@/database/server' } });
    const inferred = await inferAnswers(project, 'welcome');
    expect(inferred).not.toHaveProperty('database');
    expect(inferred).not.toHaveProperty('logNamespace');
  });
});
