import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type WorkflowContext } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, it } from 'vitest';
import { startApp } from '../cli/local-app.js';
import { Terminal } from './terminal.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
// Not by tsx's own command: when a Ctrl-C is not answered within 30 ms, that one ends with 130.
const DEV = `node --import tsx ${join(repository, 'src/cli/main.ts')} dev --port 0`;
const PATH = '/api/workflows/digest/process-users';

/** `trifold dev` in a terminal, and a way to trigger a workflow against it. */
async function startDev(work: (context: WorkflowContext) => Promise<unknown>) {
  const terminal = new Terminal(repository);
  terminal.enter(`clear; ${DEV}; echo "exit $?"`);
  await terminal.shows('APP_URL=');
  // As a person pastes it.
  const env = Object.fromEntries(
    [...terminal.screen().matchAll(/^([A-Z_]+)="?([^"\n]+?)"?$/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const { POST } = serve(work, { env, disableTelemetry: true });
  const app = await startApp({ [PATH]: (request) => POST(request) });
  const client = new Client({ baseUrl: env['QSTASH_URL'], token: env['QSTASH_TOKEN'] });
  return { terminal, trigger: () => client.trigger({ url: `${app}${PATH}` }) };
}

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

const linesWith = (terminal: Terminal, text: string) =>
  terminal
    .screen()
    .split('\n')
    .filter((line) => line.includes(text));

describe('trifold dev at a terminal', { timeout: 120_000 }, () => {
  it('redraws the tree of a run in place until it has ended, and gives the terminal back at Ctrl-C', async () => {
    const [first, second] = [createGate(), createGate()];
    const { terminal, trigger } = await startDev(async (context) => {
      await context.run('one', () => first.opened);
      await context.run('two', () => second.opened);
    });

    const { workflowRunId } = await trigger();
    await terminal.shows('process-users  1 running');
    first.open();
    await terminal.shows('process-users  1 running (1 step done)');
    expect(linesWith(terminal, workflowRunId)).toEqual([expect.stringContaining('• digest')]);
    second.open();
    await terminal.shows('process-users  1 done');
    expect(linesWith(terminal, workflowRunId)).toEqual([expect.stringContaining('✓ digest')]);
    expect(terminal.screen()).not.toContain('running');

    terminal.press('C-c');
    await terminal.shows('exit 0');
    expect(terminal.screen()).toContain('1 run: 1 done');
    expect(terminal.isAsItWas()).toBe(true);
    terminal.enter('echo still $((40 + 2))');
    await terminal.shows('still 42');
  });

  it('cuts its lines in a window that is made narrow while a run goes on', async () => {
    const [first, second] = [createGate(), createGate()];
    const { terminal, trigger } = await startDev(async (context) => {
      await context.run('one', () => first.opened);
      await context.run('two', () => second.opened);
    });
    await trigger();
    await terminal.shows('process-users  1 running');

    terminal.resize(30);
    first.open();
    await terminal.shows('process-users  1 running …');

    const [tree, ...others] = linesWith(terminal, '• digest');
    expect(others).toEqual([]);
    expect(tree).toHaveLength(30);
    expect(tree?.endsWith('…')).toBe(true);
    second.open();
    await terminal.shows('process-users  1 done');
    expect(linesWith(terminal, 'process-users')).toHaveLength(1);
    terminal.press('C-c');
    await terminal.shows('exit 0');
  });
});
