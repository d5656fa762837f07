import { vi } from 'vitest';
import { generated } from '../runtime/generated.js';
import { type DevSession, openDev } from './dev-session.js';
import { hostProject, trifold } from './host-project.js';
import { openApp } from './local-app.js';

interface Fixture {
  /** A fresh store; every operation is as it was. */
  setUp(count: number): Promise<string[]>;
  saved(): Promise<string[]>;
}

/** Operations that tests replace. */
interface Operations {
  countUsers(): Promise<unknown>;
  loadUser(id: string): Promise<unknown>;
  onFailure(failure: unknown): Promise<void>;
}

export interface DigestApp {
  readonly dev: DevSession;
  /** Its address. */
  readonly url: string;
  readonly fixture: Fixture;
  readonly operations: Operations;
  /** A project that records the workflow, its `.env.local` leading to this application and its engine. */
  project(): Promise<string>;
  /** Runs `trifold trigger` in such a project. */
  trigger(...argv: string[]): Promise<{ code: number; out: string; err: string }>;
  close(): Promise<void>;
}

/** A generated workflow `digest` of users behind a real server, and `trifold dev`, a thousand times as fast as real time. */
export async function openDigestApp(): Promise<DigestApp> {
  const dev = await openDev(['--scale', '1000']);
  // The SDK reads them when a route loads.
  for (const [name, value] of Object.entries(dev.env)) vi.stubEnv(name, value);
  for (const method of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockReturnValue();
  }
  const workflow = await generated('cli-trigger', { name: 'digest', entity: 'user' });
  const routes = Object.entries(workflow.routes).map(async ([path, load]) => {
    const { POST } = await load();
    return [path, POST] as const;
  });
  const { url, close } = await openApp(Object.fromEntries(await Promise.all(routes)));
  vi.stubEnv('APP_URL', url);
  const { fixture }: { fixture: Fixture } = await workflow.load('operations.fixture');
  const { operations }: { operations: Operations } = await workflow.load('operations');
  const project = () =>
    recordedProject({
      '.env.local': `QSTASH_URL=${dev.url}\nQSTASH_TOKEN="${dev.env['QSTASH_TOKEN'] ?? ''}"\nAPP_URL=${url}/\n`,
    });
  return {
    dev,
    url,
    fixture,
    operations,
    project,
    trigger: async (...argv) => trifold(await project(), ['trigger', ...argv]),
    async close() {
      await dev.end();
      close();
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    },
  };
}

/** A project in which `digest` was generated. */
export async function recordedProject(files: Record<string, string> = {}): Promise<string> {
  const root = await hostProject(files);
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user']);
  return root;
}
