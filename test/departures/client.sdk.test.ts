import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('client');
// Its modules are imported without any variable, and remember that.
const oursUnset = await generateOurs('client-unset');
quiet();

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

describe('the address of QStash', () => {
  test('guide: new Client({ url }) goes where QSTASH_URL says, whatever the url', async () => {
    await using kit = await startKit({ '/work': () => serve((c) => c.run('work', () => 'done')) });
    const config = { url: NOWHERE, token: kit.engine.token };

    await new Client(config).trigger({ url: `${kit.url}/work` });
    await kit.settle();

    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(1);
  });

  test('baseUrl decides, whatever QSTASH_URL says', async () => {
    await using kit = await startKit({ '/work': () => serve((c) => c.run('work', () => 'done')) });
    vi.stubEnv('QSTASH_URL', NOWHERE);

    const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });
    await client.trigger({ url: `${kit.url}/work` });
    await kit.settle();

    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(1);
  });

  test('ours: the client is given QSTASH_URL as its baseUrl', async () => {
    await using kit = await ours.start(0);
    const { workflowClient } = await ours.load('../client');

    expect(workflowClient()['client'].http.baseUrl).toBe(kit.engine.url);
    await kit.processAll();
    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(1);
  });
});

const VARIABLES = [
  'QSTASH_TOKEN',
  'QSTASH_URL',
  'QSTASH_CURRENT_SIGNING_KEY',
  'QSTASH_NEXT_SIGNING_KEY',
  'APP_URL',
];

describe('ours: the client of a project', () => {
  let modules: { POST: unknown }[];

  beforeAll(async () => {
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
    modules = await Promise.all(Object.values(oursUnset.routes).map((load) => load()));
    vi.unstubAllEnvs();
  });

  test('is not needed to import the routes, so that a build runs without any variable', () => {
    expect(modules.map(({ POST }) => typeof POST)).toEqual(['function', 'function', 'function']);
  });

  test('is asked for its token when it is first used, by a clear error', async () => {
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
    const { workflowClient } = await oursUnset.load('../client');

    expect(() => workflowClient()).toThrow('QSTASH_TOKEN is not set');
  });

  test('is created once', async () => {
    vi.stubEnv('QSTASH_TOKEN', 'token');
    const { workflowClient } = await oursUnset.load('../client');

    expect(workflowClient()).toBe(workflowClient());
  });
});
