import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startDev } from './dev-session.js';
import { type DigestApp, openDigestApp, recordedProject } from './digest-app.js';
import { hostProject, trifold } from './host-project.js';
import { startApp } from './local-app.js';

const NOBODY = 'http://127.0.0.1:1999';

let app: DigestApp;

beforeAll(async () => {
  app = await openDigestApp();
  return () => app.close();
});

beforeEach(() => app.fixture.setUp(7));

describe('trigger', () => {
  it('says what a dry run would start, from the statistics of the entry layer', async () => {
    const { code, out, err } = await app.trigger('digest', '--dry-run');

    expect({ code, err }).toEqual({
      code: 0,
      err: `started digest at ${app.url} through ${app.dev.url} (QSTASH_URL in .env.local)\n`,
    });
    expect(out).toMatch(/^done digest {2}wfr_[0-9a-f-]{36}\n/);
    expect(out.slice(out.indexOf('\n') + 1)).toBe(`
  total eligible     7
  to process         7
  already processed  0

[DryRun] Would process 7 users
`);
    expect(await app.fixture.saved()).toEqual([]);
  });

  it('waits for all layers of a small batch, prints its statistics and counts its runs', async () => {
    const { code, out } = await app.trigger('digest', '--limit', '3');

    expect(code).toBe(0);
    expect(out.slice(out.indexOf('\n') + 1)).toBe(`
  total eligible     7
  to process         7
  already processed  0

                  done  failed
  process-users      1       0
  paginate-users     1       0
  execute-user       3       0

Triggered pagination for 3 users
`);
    expect(await app.fixture.saved()).toHaveLength(3);
  });

  it('hands the fields of --payload to the entry layer', async () => {
    const { code, out } = await app.trigger('digest', '--dry-run', '--payload', '{"limit": 2}');

    expect(code).toBe(0);
    expect(out).toContain('[DryRun] Would process 2 users\n');
    expect(await app.fixture.saved()).toEqual([]);
  });

  it('works on finished items again with --force', async () => {
    await app.fixture.setUp(2);
    await app.trigger('digest');
    expect((await app.trigger('digest')).out).toContain('All 2 users already processed');
    expect((await app.trigger('digest', '--force')).out).toMatch(/execute-user {7}2 {7}0/);
  });

  it('prints one JSON document with --json; flags win over the same fields of --payload', async () => {
    await app.fixture.setUp(2);

    const payload = '{"limit": 1, "dryRun": false}';
    const { code, out } = await app.trigger('Digest', '--json', '--dry-run', '--payload', payload);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      workflow: 'digest',
      workflowRunId: expect.stringMatching(/^wfr_/),
      payload: { limit: 1, dryRun: true },
      state: 'RUN_SUCCESS',
      result: expect.objectContaining({ dryRun: true, message: '[DryRun] Would process 1 users' }),
      layers: [
        {
          path: '/api/workflows/digest/process-users',
          succeeded: 1,
          failed: 0,
          canceled: 0,
        },
      ],
      failures: [],
    });
  });

  it('lets the failure function know of a run that failed', async () => {
    await app.fixture.setUp(1);
    const failures: unknown[] = [];
    app.operations.onFailure = async (failure) => void failures.push(failure);

    const { out } = await app.trigger('digest', '--json', '--payload', '{"limit": "many"}');

    const { workflowRunId } = z.object({ workflowRunId: z.string() }).parse(JSON.parse(out));
    await expect.poll(() => failures).toMatchObject([{ layer: 'process', workflowRunId }]);
  });
});

describe('trigger ends with 1', () => {
  it("when the entry layer fails, with the handler's message", async () => {
    await app.fixture.setUp(1);

    const { code, out } = await app.trigger('digest', '--payload', '{"limit": "many"}');

    expect(code).toBe(1);
    expect(out).toMatch(
      /^failed digest {2}wfr_\S+\n\n {2}process-users: .*limit.* \(answered 489\)/,
    );
  });

  it('when a run of another layer fails, after telling its retries on stderr', async () => {
    await app.fixture.setUp(3);
    const load = app.operations.loadUser;
    app.operations.loadUser = async (id) => {
      if (id === 'user-00002') throw new Error('the disk is full');
      return load(id);
    };

    const { code, out, err } = await app.trigger('digest');

    expect(code).toBe(1);
    expect(err).toContain(
      '/api/workflows/digest/execute-user: attempt 1 of 4 failed: the disk is full (answered 500)\n',
    );
    expect(err.match(/attempt 1 of 4/g)).toHaveLength(1);
    expect(out).toContain('  execute-user       2       1\n');
    expect(out).toMatch(/\n {2}execute-user: the disk is full \(answered 500\) {2}wfr_\S+\n/);
  });
});

describe('trigger says at once', () => {
  it('that no application answers, and takes the run back', async () => {
    await app.fixture.setUp(1);

    const { code, out, err } = await app.trigger('digest', '--url', NOBODY);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error CLI_APP_UNREACHABLE: no application answers at ${NOBODY}\n`);
    expect(err).toContain('connect ECONNREFUSED 127.0.0.1:1999\n');
    expect(err).toContain('fix: start the application, or say with --url or APP_URL');
    await expect.poll(app.dev.out).toMatch(/canceled {2}process-users/);
  });

  it('that no engine answers, and how to start it', async () => {
    const root = await recordedProject({
      '.env': `QSTASH_URL=${NOBODY}\nQSTASH_TOKEN=t\n`,
    });

    const { code, err } = await trifold(root, ['trigger', 'digest']);

    expect(code).toBe(2);
    expect(err).toBe(`error CLI_QSTASH_UNREACHABLE: no QStash answers at ${NOBODY}
  why: connect ECONNREFUSED 127.0.0.1:1999; the address comes from QSTASH_URL in .env
  fix: start it in another terminal: trifold dev --port 1999
`);
  });

  it('that the token is wrong', async () => {
    const dev = await startDev();
    const root = await recordedProject({ '.env': `QSTASH_URL=${dev.url}\nQSTASH_TOKEN=wrong\n` });
    const { code, err } = await trifold(root, ['trigger', 'digest']);
    expect(code).toBe(2);
    expect(err).toContain('error CLI_QSTASH_REFUSED: ');
    expect(err).toContain('fix: set QSTASH_URL and QSTASH_TOKEN to what `trifold dev` prints\n');
  });

  it('that the engine may not deliver to a host', async () => {
    await app.fixture.setUp(1);
    const { code, err } = await app.trigger('digest', '--url', 'http://app.internal:3000');
    expect(code).toBe(2);
    expect(err).toContain('delivers to loopback only, not to app.internal');
    expect(err).toContain('fix: start the engine with: trifold dev --allow-host app.internal\n');
  });

  it('that what answers is no QStash', async () => {
    const other = await startApp({});
    const root = await recordedProject({ '.env': `QSTASH_URL=${other}\nQSTASH_TOKEN=t\n` });
    const { code, err } = await trifold(root, ['trigger', 'digest']);
    expect(code).toBe(2);
    expect(err).toContain(`error CLI_QSTASH_REFUSED: ${other} refuses: answered 404\n`);
  });

  it('that a workflow is not recorded, and which one was meant', async () => {
    const root = await recordedProject();
    const { code, err } = await trifold(root, ['trigger', 'digset']);
    expect({ code, err }).toEqual({
      code: 2,
      err: `error CLI_WORKFLOW_UNKNOWN: there is no workflow digset
  why: the recorded workflows are digest
  fix: write digest
`,
    });
  });

  it('that no workflow is recorded', async () => {
    const { code, err } = await trifold(await hostProject(), ['trigger', 'digest']);
    expect(code).toBe(2);
    expect(err).toContain('why: nothing is recorded in .trifold of this project\n');
  });

  it.each([
    [['--limit', '0'], '--limit takes a whole number, not "0"'],
    [['--timeout', 'soon'], '--timeout takes a number, not "soon"'],
    [['--payload', '[1]'], '--payload takes a JSON object'],
    [['--payload', '{'], '--payload takes a JSON object'],
  ])('what is wrong with %j', async (argv, message) => {
    const root = await recordedProject();
    const { code, err } = await trifold(root, ['trigger', 'digest', ...argv]);
    expect(code).toBe(2);
    expect(err).toContain(`error CLI_USAGE: ${message}\n`);
  });
});

describe('trigger waits', () => {
  it('no longer than --timeout, and leaves the run alone', async () => {
    await app.fixture.setUp(1);
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    app.operations.countUsers = () => gate;

    const { code, err } = await app.trigger('digest', '--timeout', '1');
    release();

    expect(code).toBe(2);
    expect(err).toMatch(/error CLI_TRIGGER_TIMEOUT: wfr_\S+ has not ended in 1 seconds\n/);
    expect(err).toContain('/api/workflows/digest/process-users\n');
    expect(err).toContain('fix: it goes on without this command');
  });
});

describe('trigger finds its way', () => {
  it('by the environment before the files of the project, and changes neither', async () => {
    await app.fixture.setUp(1);
    const root = await app.project();
    const before = await readFile(join(root, '.env.local'), 'utf8');
    await writeFile(join(root, '.env'), `QSTASH_URL=${NOBODY}\nAPP_URL=${NOBODY}\n`);
    const env = { QSTASH_URL: app.dev.url.replace('127.0.0.1', 'localhost') };

    const { code, err } = await trifold(root, ['trigger', 'digest', '--dry-run'], { env });

    expect(code).toBe(0);
    expect(err).toContain(
      `at ${app.url} through ${env.QSTASH_URL} (QSTASH_URL in the environment)`,
    );
    expect(await readFile(join(root, '.env.local'), 'utf8')).toBe(before);
    expect(env).toEqual({ QSTASH_URL: app.dev.url.replace('127.0.0.1', 'localhost') });
  });

  it('by QSTASH_DEV, as the SDK does', async () => {
    await app.fixture.setUp(1);
    const root = await app.project();
    const env = { QSTASH_DEV: 'true', QSTASH_DEV_PORT: new URL(app.dev.url).port };

    const { code, err } = await trifold(root, ['trigger', 'digest', '--dry-run'], { env });

    expect(code).toBe(0);
    expect(err).toContain(`at ${app.url} through ${app.dev.url} (QSTASH_DEV)`);
  });

  it('to the local engine, not to the cloud, where only a token is set', async () => {
    const root = await recordedProject({ '.env': 'QSTASH_TOKEN=of-the-cloud\n' });
    const { err } = await trifold(root, ['trigger', 'digest', '--url', NOBODY]);
    expect(err).toContain('http://127.0.0.1:8080');
    expect(err).not.toContain('upstash.io');
  });

  it('not without a token for QSTASH_URL, nor with an address that is none', async () => {
    const root = await recordedProject({ '.env': 'QSTASH_URL=http://127.0.0.1:1999\n' });
    expect((await trifold(root, ['trigger', 'digest'])).err).toContain(
      'error CLI_TOKEN_MISSING: there is no token for http://127.0.0.1:1999\n',
    );
    expect((await trifold(root, ['trigger', 'digest', '--url', 'localhost:3000'])).err).toContain(
      'fix: ',
    );
  });
});
