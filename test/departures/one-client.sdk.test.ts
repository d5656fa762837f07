import { beforeAll, describe, expect, test, vi } from 'vitest';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('one-client');
quiet();

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
    modules = await Promise.all(Object.values(ours.routes).map((load) => load()));
    vi.unstubAllEnvs();
  });

  test('is not needed to import the routes, so that a build runs without any variable', () => {
    expect(modules.map(({ POST }) => typeof POST)).toEqual(['function', 'function', 'function']);
  });

  test('is asked for its token when it is first used, by a clear error', async () => {
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
    const { workflowClient } = await ours.load('../client');

    expect(() => workflowClient()).toThrow('QSTASH_TOKEN is not set');
  });

  test('is created once', async () => {
    vi.stubEnv('QSTASH_TOKEN', 'token');
    const { workflowClient } = await ours.load('../client');

    expect(workflowClient()).toBe(workflowClient());
  });
});
