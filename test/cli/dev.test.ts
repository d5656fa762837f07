import { createServer, get } from 'node:http';
import { Client, type WorkflowContext, WorkflowNonRetryableError } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type DevSession, startDev } from './dev-session.js';
import { trifold } from './host-project.js';
import { startApp } from './local-app.js';

const PATH = '/api/workflows/digest/process-users';

/** A workflow on the SDK, behind a real server, with the variables that `trifold dev` prints. */
async function startWorkflow(
  dev: DevSession,
  work: (context: WorkflowContext) => Promise<unknown>,
) {
  const { env } = dev;
  const { POST } = serve(work, { env, disableTelemetry: true });
  const app = await startApp({ [PATH]: (request) => POST(request) });
  const client = new Client({ baseUrl: env['QSTASH_URL'], token: env['QSTASH_TOKEN'] });
  return { trigger: () => client.trigger({ url: `${app}${PATH}` }) };
}

const shows = (dev: DevSession, text: RegExp) =>
  expect.poll(dev.out, { timeout: 10_000, interval: 10 }).toMatch(text);

const silenceErrors = () => {
  const spy = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => {
    spy.mockRestore();
  });
};

describe('dev', () => {
  it('prints the variables with which the unmodified SDK runs a workflow, and a line per run', async () => {
    const dev = await startDev();
    const workflow = await startWorkflow(dev, async (context) => {
      const name = await context.run('name', () => 'world');
      return `hello ${name}`;
    });

    const { workflowRunId } = await workflow.trigger();

    await shows(dev, /\d\d:\d\d:\d\d {2}done {6}process-users {2}wfr_\S+ {2}\d+\.\d s\n/);
    expect(dev.out()).toContain(`started   process-users  ${workflowRunId}\n`);
    expect(await dev.end()).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/\n1 run: 1 done\n$/),
    });
  });

  it("keeps the token and the keys of Upstash's development server from start to start", async () => {
    const dev = await startDev();
    expect(dev.env).toEqual({
      QSTASH_URL: dev.url,
      QSTASH_TOKEN: 'eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=',
      QSTASH_CURRENT_SIGNING_KEY: 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r',
      QSTASH_NEXT_SIGNING_KEY: 'sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs',
      APP_URL: 'http://localhost:3000',
    });
  });

  it('is what QSTASH_DEV of the SDK looks for', async () => {
    const dev = await startDev();
    vi.stubEnv('QSTASH_DEV', 'true');
    vi.stubEnv('QSTASH_DEV_PORT', new URL(dev.url).port);
    onTestFinished(() => void vi.unstubAllEnvs());
    const log = vi.spyOn(console, 'log').mockReturnValue();
    onTestFinished(() => {
      log.mockRestore();
    });
    const { POST } = serve(async (context) => context.run('one', () => 1));
    const app = await startApp({ [PATH]: (request) => POST(request) });

    await new Client({}).trigger({ url: `${app}${PATH}` });

    await shows(dev, /done {6}process-users/);
    expect((await dev.end()).out).toContain('1 run: 1 done');
  });

  it("tells a retry and a failure in the handler's words", async () => {
    silenceErrors();
    const dev = await startDev(['--scale', '1000']);
    let calls = 0;
    const workflow = await startWorkflow(dev, async (context) => {
      await context.run('first', () => {
        calls += 1;
        if (calls === 1) throw new Error('the model is out');
      });
      await context.run('second', () => {
        throw new WorkflowNonRetryableError('no such user');
      });
    });

    const { workflowRunId } = await workflow.trigger();

    await shows(dev, /failed {4}process-users/);
    expect(dev.out()).toMatch(
      new RegExp(
        `retry {5}process-users {2}${workflowRunId} {2}2nd attempt in 12 s: the model is out`,
      ),
    );
    expect(dev.out()).toMatch(/failed {4}process-users .* {2}no such user\n/);
    expect((await dev.end()).out).toMatch(/\n1 run: 0 done, 1 failed, 1 retry\n$/);
  });

  it('says until when a run sleeps', async () => {
    const dev = await startDev();
    const workflow = await startWorkflow(dev, (context) => context.sleep('nap', '2h'));

    const { workflowRunId } = await workflow.trigger();

    await shows(dev, new RegExp(`sleeps {4}process-users {2}${workflowRunId} {2}in nap: until `));
    expect(dev.out()).toMatch(/ until [-\d: ]+ \(2\.0 h\)\n/);
    expect((await dev.end()).out).toContain('1 given up in progress');
  });

  it('says why no application answers', async () => {
    const dev = await startDev();
    const client = new Client({ baseUrl: dev.url, token: dev.env['QSTASH_TOKEN'] });

    await client.trigger({ url: 'http://127.0.0.1:1999/gone', retries: 1 });

    await shows(dev, /retry .* in 12 s: connect ECONNREFUSED 127\.0\.0\.1:1999\n/);
    expect((await dev.end()).code).toBe(0);
  });

  it('prints a JSON line per event with --json', async () => {
    const dev = await startDev(['--json']);
    const { env } = JSON.parse(dev.out());
    const { POST } = serve(async (context) => context.run('one', () => 1), { env });
    const app = await startApp({ [PATH]: (request) => POST(request) });

    await new Client({ baseUrl: dev.url, token: env.QSTASH_TOKEN }).trigger({
      url: `${app}${PATH}`,
      label: 'mine',
    });
    await shows(dev, /run-succeeded/);

    const lines = (await dev.end()).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: 'ready', url: dev.url });
    const types = lines.map(({ type }) => type);
    expect(types.filter((type) => !['delivered', 'answered'].includes(type))).toEqual([
      'ready',
      'triggered',
      'step-appended',
      'run-succeeded',
      'summary',
    ]);
    expect(lines[1]).toMatchObject({ path: PATH, label: 'mine', runId: expect.any(String) });
    expect(lines.at(-1)).toEqual({
      type: 'summary',
      started: 1,
      succeeded: 1,
      failed: 0,
      canceled: 0,
      retries: 0,
    });
  });

  it('redraws the trees of runs on a terminal, and leaves those that have ended', async () => {
    const dev = await startDev([], { outSize: () => ({ rows: 24, columns: 100 }) });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const workflow = await startWorkflow(dev, async (context) => {
      await context.run('one', () => 1);
      await context.run('two', () => gate);
    });

    const { workflowRunId } = await workflow.trigger();
    await shows(dev, /• digest .*\n {4}process-users {2}1 running \(1 step done\)\n/);
    release();

    await shows(dev, /✓ digest/);
    expect(dev.out()).toContain(`\u001B[2A\u001B[0J✓ digest  ${workflowRunId}  `);
    expect(dev.out()).toContain('\n    process-users  1 done\n');
    expect((await dev.end()).out).toMatch(/\n1 run: 1 done\n$/);
  });

  it('ends although an endpoint has not answered, and says what it gives up', async () => {
    const dev = await startDev();
    const workflow = await startWorkflow(dev, () => new Promise(() => undefined));
    await workflow.trigger();
    await shows(dev, /started/);

    const { code, out } = await dev.end();

    expect(code).toBe(0);
    expect(out).toMatch(/\n1 run: 0 done, 1 given up in progress\n$/);
  });

  it('draws nothing on the terminal after its summary', async () => {
    const dev = await startDev([], { outSize: () => ({ rows: 24, columns: 100 }) });
    const workflow = await startWorkflow(dev, () => new Promise(() => undefined));
    await workflow.trigger();

    const { out } = await dev.end();
    await new Promise((resolve) => setTimeout(resolve, 150));

    expect(out).toMatch(/\n1 run: 0 done, 1 given up in progress\n$/);
    expect(dev.out()).toBe(out);
  });
});

describe('dev lets nobody else in or out', () => {
  const headers = (dev: DevSession) => ({
    authorization: `Bearer ${dev.env['QSTASH_TOKEN'] ?? ''}`,
  });
  const publish = (dev: DevSession, url: string, more: Record<string, string> = {}) =>
    fetch(`${dev.url}/v2/publish/${url}`, {
      method: 'POST',
      body: '{}',
      headers: { ...headers(dev), ...more },
    });

  it('listens on 127.0.0.1 only, and wants its token', async () => {
    const dev = await startDev();
    const { hostname, port } = new URL(dev.url);
    expect(hostname).toBe('127.0.0.1');
    // All addresses of 127.0.0.0/8 are this machine's; a server on every interface would answer here.
    if (process.platform === 'linux') {
      await expect(fetch(`http://127.0.0.2:${port}/v2/keys`)).rejects.toThrow('fetch failed');
    }
    expect((await fetch(`${dev.url}/v2/keys`)).status).toBe(401);
    expect((await fetch(`${dev.url}/v2/keys`, { headers: headers(dev) })).status).toBe(200);
  });

  it('refuses a request for a foreign host, as a page in a browser could make it', async () => {
    const dev = await startDev();
    const status = await new Promise((resolve) => {
      const options = { headers: { ...headers(dev), host: 'evil.example:8080' } };
      get(`${dev.url}/v2/keys`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).toBe(403);
  });

  it('follows no application that sends a delivery elsewhere', async () => {
    const dev = await startDev();
    let visits = 0;
    const elsewhere = await startApp({
      '/x': () => {
        visits += 1;
        return new Response();
      },
    });
    const app = await startApp({
      '/x': () => new Response('', { status: 307, headers: { location: `${elsewhere}/x` } }),
    });

    expect((await publish(dev, `${app}/x`, { 'upstash-retries': '0' })).status).toBe(200);

    await shows(dev, /answered 307/);
    expect(visits).toBe(0);
  });

  it('delivers to no host that is neither this machine nor allowed, not even a failure callback', async () => {
    const dev = await startDev(['--allow-host', 'app.internal', 'other.internal']);
    expect((await publish(dev, 'https://example.com/x')).status).toBe(403);
    const callback = { 'upstash-failure-callback': 'https://example.com/x' };
    expect((await publish(dev, 'http://localhost:1999/x', callback)).status).toBe(403);
    expect((await publish(dev, 'http://app.internal:1999/x')).status).toBe(200);
    expect((await publish(dev, 'http://other.internal/x')).status).toBe(200);
  });
});

describe('dev with wrong usage', () => {
  it('names a free port when its own is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const { code, err } = await trifold(process.cwd(), ['dev', '--port', String(port)]);

    expect(code).toBe(2);
    expect(err).toContain(`error ENGINE_PORT_TAKEN: cannot listen on 127.0.0.1:${String(port)}\n`);
    expect(err).toContain(`take another port: trifold dev --port ${String(port + 1)}\n`);
  });

  it.each([
    [['--port', 'http'], '--port takes a whole number, not "http"', 'give one from 0 to 65535'],
    [['--port', '65536'], '--port takes a whole number', 'give one from 0 to 65535'],
    [['--scale', '0'], '--scale takes a number, not "0"', 'give one from 0.01'],
    [['--allow-host', 'http://a.b'], 'takes the name of a host, not http://a.b', 'the protocol'],
  ])('says what is wrong with %j', async (argv, message, fix) => {
    const { code, err } = await trifold(process.cwd(), ['dev', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(`error CLI_USAGE: `);
    expect(err).toContain(message);
    expect(err).toContain(fix);
  });
});
