import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestKit } from 'trifold/testing';
import { sdk } from '../runtime/generated.js';
import { trifold } from '../cli/host-project.js';
import { filesIn, fixtures } from './migrateFixtures.js';

const LAYERS = ['process-users', 'paginate-users', 'generate-user'] as const;
const API = '/api/workflows/welcome-placeholder';

const generated = fileURLToPath(new URL('../.generated', import.meta.url));

/** The guide's workflow, written by hand for 0.2, where its alias leads to its own files. */
async function copyGuide(name: string): Promise<string> {
  const id = `sdk${sdk}-migrated-${name}`;
  const folder = join(generated, id);
  await rm(folder, { recursive: true, force: true });
  await cp(join(fixtures, 'guide/before'), folder, { recursive: true });
  // The repository around it ignores what is generated here.
  await mkdir(join(folder, '.git'));
  const paths = { [`@generated-${id}/*`]: ['./src/*'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { paths } }));
  for (const [path, text] of Object.entries(await filesIn(folder))) {
    await writeFile(join(folder, path), text.replaceAll("'@/", `'@generated-${id}/`));
  }
  return folder;
}

async function start(folder: string) {
  const routes = Object.fromEntries(
    LAYERS.map((layer) => [
      `${API}/${layer}`,
      () => import(/* @vite-ignore */ join(folder, `src/app/(backend)${API}/${layer}/route.ts`)),
    ]),
  );
  const kit = await createTestKit({ routes });
  vi.stubEnv('APP_URL', kit.url);
  const { WelcomePlaceholderWorkflow } = await import(
    /* @vite-ignore */ join(folder, 'src/server/workflows/welcomePlaceholder/index.ts')
  );
  return { kit, Workflow: WelcomePlaceholderWorkflow };
}

/** The flow control of every delivery of a route, as QStash got it. */
function limitsOf(kit: Awaited<ReturnType<typeof start>>['kit'], layer: (typeof LAYERS)[number]) {
  return kit.engine
    .runs()
    .filter(({ path }) => path === `${API}/${layer}`)
    .flatMap((run) => run.entries.map(({ delivery }) => delivery?.config.flowControl));
}

let before: string;
let after: string;

beforeAll(async () => {
  before = await copyGuide('before');
  after = await copyGuide('after');
  expect(await trifold(after, ['migrate', 'sdk-1'])).toMatchObject({ code: 0, err: '' });
});

afterAll(() => vi.unstubAllEnvs());

describe.runIf(sdk === 1)("the guide's workflow on SDK 1.x", () => {
  it('has no limits before it is migrated', async () => {
    const { kit, Workflow } = await start(before);
    await using _ = kit;
    await Workflow.triggerProcessUsers({});
    await kit.settle();
    expect(new Set(LAYERS.flatMap((layer) => limitsOf(kit, layer)))).toEqual(new Set([undefined]));
  });

  it('has the limits of its layer in every delivery once it is migrated', async () => {
    const { kit, Workflow } = await start(after);
    await using _ = kit;
    await Workflow.triggerProcessUsers({});
    await kit.settle();
    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(5);
    for (const layer of LAYERS) {
      const limits = limitsOf(kit, layer);
      expect(limits.length).toBeGreaterThan(2);
      expect(new Set(limits.map((limit) => JSON.stringify(limit))).size).toBe(1);
      expect(limits[0]).toBeDefined();
    }
  });

  it('ends a refused payload at once, where it was a 400 with retries', async () => {
    const old = await start(before);
    const lost = await old.Workflow.triggerGenerateUser({});
    await old.kit.settle();
    expect(await old.kit.run(lost.workflowRunId)).toMatchObject({ state: 'RUN_FAILED' });
    const attempts = (await old.kit.run(lost.workflowRunId)).deliveries.length;
    expect(attempts).toBeGreaterThan(1);
    await old.kit.dispose();

    const { kit, Workflow } = await start(after);
    await using _ = kit;
    const refused = await Workflow.triggerGenerateUser({});
    await kit.settle();
    const run = await kit.run(refused.workflowRunId);
    expect(run.state).toBe('RUN_FAILED');
    expect(run.deliveries.filter(({ status }) => status === 489)).toHaveLength(1);
  });
});
