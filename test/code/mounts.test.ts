import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';

const WORKFLOWS = `import { serve } from '@upstash/workflow/hono';
export const sync = serve(async (context) => { await context.run('sync', () => 1); });
export const mail = serve(async (context) => { await context.run('mail', () => 1); });
`;

const HONO = "import { Hono } from 'hono';\nimport { serve } from '@upstash/workflow/hono';\n";
const EXPRESS =
  "import express, { Router } from 'express';\nimport { serve } from '@upstash/workflow/express';\n";
const TANSTACK =
  "import { createFileRoute } from '@tanstack/react-router';\nimport { serve } from '@upstash/workflow/tanstack';\n";
const SERVE = "serve(async (context) => { await context.run('a', () => 1); })";

/** The paths of the workflows, in the order of files and of their calls of `serve`. */
function pathsIn(files: Record<string, string>): string[][] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return readFacts(sources, { aliases: [] }).workflows.map(({ mounts }) => [...mounts].sort());
}

describe('a router in the file of its workflow', () => {
  test.each([
    ['a path', `${HONO}new Hono().post('/digest', ${SERVE});`, ['/digest']],
    [
      'a base path',
      `${HONO}new Hono().basePath('/api').post('/digest', ${SERVE});`,
      ['/api/digest'],
    ],
    [
      'a base path, with more in between',
      `${HONO}const app = new Hono().basePath('/api').get('/health', ok).use('*', log);
app.get('/x', ok).post('/digest', ${SERVE});`,
      ['/api/digest'],
    ],
    [
      'a router below',
      `${HONO}const app = new Hono(); const sub = new Hono();
sub.post('/digest', ${SERVE}); app.route('/api', sub);`,
      ['/api/digest'],
    ],
    [
      'a router below a router below',
      `${HONO}const [app, v1] = [new Hono(), new Hono()]; const sub = new Hono().post('/', ${SERVE});
v1.route('/digest', sub); app.route('/v1/', v1);`,
      ['/v1/digest'],
    ],
    ['a method that is named', `${HONO}new Hono().on('POST', '/digest', ${SERVE});`, ['/digest']],
    [
      'a router of Express that is used before it is filled',
      `${EXPRESS}const app = express(); const router = Router();
app.use('/api', express.json(), router); router.post('/digest', ${SERVE});`,
      ['/api/digest'],
    ],
    [
      'a route of Express',
      `${EXPRESS}const app = express(); app.route('/digest').post(${SERVE});`,
      ['/digest'],
    ],
    [
      'a file of TanStack Start',
      `${TANSTACK}export const Route = createFileRoute('/_app/api/digest')({ server: { handlers: ${SERVE} } });`,
      ['/api/digest'],
    ],
    [
      'a file of TanStack Start, of old',
      `${TANSTACK}export const ServerRoute = createServerFileRoute('/api/digest').methods({ POST: ${SERVE} });`,
      ['/api/digest'],
    ],
    [
      'two paths',
      `${HONO}const app = new Hono(); const digest = ${SERVE};
app.post('/digest', digest); app.post('/old/mail', digest);`,
      ['/digest', '/old/mail'],
    ],
    ['a handler of it', `${HONO}new Hono().post('/digest', ${SERVE}.POST);`, ['/digest']],
    [
      'a handler that a function calls',
      `${HONO}const { POST } = ${SERVE}; new Hono().post('/digest', (c) => POST(c.req.raw));`,
      ['/digest'],
    ],
    [
      'a handler that a function makes and calls',
      `${HONO}const app = new Hono().basePath('/api');
app.post('/digest', async (c) => { const { handler } = ${SERVE}; return handler(c.req.raw); });`,
      ['/api/digest'],
    ],
    [
      'a file of TanStack Start with a handler in a function',
      `${TANSTACK}const digest = ${SERVE};
export const Route = createFileRoute('/api/digest')({ server: { handlers: { POST: ({ request }) => digest.POST({ request }) } } });`,
      ['/api/digest'],
    ],
    [
      'a file of TanStack Start with a handler of its own name',
      `${TANSTACK}const { POST } = ${SERVE};
export const Route = createFileRoute('/api/digest')({ server: { handlers: { POST } } });`,
      ['/api/digest'],
    ],
    [
      'a plugin of Fastify',
      `${EXPRESS}export default async function digest(fastify) { fastify.post('/digest', ${SERVE}); }`,
      ['/digest'],
    ],
    [
      'a route of Fastify',
      `${EXPRESS}const { handler } = ${SERVE};
app.route({ method: 'POST', url: '/digest', handler: async (request, reply) => reply.send(await handler(request.raw)) });`,
      ['/digest'],
    ],
  ])('serves it at %s', (_, text, paths) => {
    expect(pathsIn({ 'src/app.ts': text })).toEqual([paths]);
  });

  test.each([
    [
      'a prefix that is not known',
      `${HONO}new Hono().route(prefix(), new Hono().post('/x', ${SERVE}));`,
    ],
    [
      'a router that holds itself',
      `${HONO}const app = new Hono(); app.route('/a', app); app.post('/x', ${SERVE});`,
    ],
    [
      'routers that hold each other',
      `${EXPRESS}const a = Router(); const b = Router(); a.use(b); b.use(a); a.post('/x', ${SERVE});`,
    ],
    [
      'a client of the same shape',
      `${HONO}client.post('/y', body); new Hono().post('/x', ${SERVE});`,
    ],
  ])('is followed no further than it can be: %s', (_, text) => {
    expect(pathsIn({ 'src/app.ts': text })).toEqual([['/x']]);
  });
});

describe('a router in another file', () => {
  test('serves what is imported one by one, or together', () => {
    const app = (imports: string, [sync, mail]: [string, string]) =>
      `${HONO}${imports}\nnew Hono().basePath('/api').post('/sync', ${sync}).post('/mail', ${mail});`;
    const expected = [['/api/sync'], ['/api/mail']];
    for (const text of [
      app("import { sync, mail } from './workflows';", ['sync', 'mail']),
      app("import * as handlers from './workflows';", ['handlers.sync', 'handlers.mail']),
    ])
      expect(pathsIn({ 'src/app.ts': text, 'src/workflows.ts': WORKFLOWS })).toEqual(expected);
  });

  test('serves what a router serves that it imports, and knows the whole path', () => {
    const files = {
      'src/index.ts': `${HONO}import { api } from './api';\nnew Hono().route('/v1', api);`,
      'src/api.ts': `${HONO}import jobs from './jobs';\nexport const api = new Hono();\napi.route('/jobs', jobs);`,
      'src/jobs.ts': `${HONO}import { sync } from './workflows';\nexport default new Hono().post('/sync', sync);`,
      'src/workflows.ts': WORKFLOWS,
    };
    expect(pathsIn(files)).toEqual([['/v1/jobs/sync'], []]);
  });

  test('says the same whether or not the files are read together', () => {
    const app = `${HONO}import { sync } from './workflows';\nnew Hono().post('/sync', sync);`;
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `src/a${String(index)}.ts`,
        "import { serve } from '@upstash/workflow/hono';\n",
      ]),
    );
    const files = { ...many, 'src/workflows.ts': WORKFLOWS, 'src/app.ts': app };
    expect(pathsIn(files)).toEqual([['/sync'], []]);
  });
});
