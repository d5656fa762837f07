import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
let running: ChildProcess | undefined;

afterEach(() => {
  running?.kill('SIGKILL');
});

it('meets every check, with plain lines where there is no terminal', async () => {
  const demo = startDemo('--scale', '100');
  const [code] = await once(demo.child, 'close');

  expect(demo.output()).toContain('Every check is met.');
  expect(demo.output()).toContain('clock: 100 times as fast as real time');
  expect(demo.output()).toContain('has one saved result for each of 130 users, each written once');
  expect(demo.output()).not.toContain('FAILED');
  expect(demo.output()).not.toContain('\u001b');
  expect(code).toBe(0);
});

it('stops its server when it is interrupted', async () => {
  const demo = startDemo('--scale', '1');
  const url = await demo.printed(/app: +(http:\S+)/);
  await demo.printed(/full run: \d+ of/);
  expect((await fetch(url)).status).toBe(200);

  demo.child.kill('SIGINT');
  const [code] = await once(demo.child, 'close');

  expect(code).toBe(130);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it('refuses a scale that makes no sense, and starts nothing', async () => {
  const demo = startDemo('--scale', 'fast');
  const [code] = await once(demo.child, 'close');

  expect(demo.output()).toBe('--scale takes a number from 1 to 1000, not fast\n');
  expect(code).toBe(2);
});

function startDemo(...args: string[]) {
  const main = 'generated-examples/demo/main.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: repository,
    env: { ...process.env, STORE_NAMESPACE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  return { child, output: () => output, printed };

  /** Resolves with the first group of the pattern, or the whole match, once it has been printed. */
  function printed(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match === null) return;
        listeners.delete(look);
        resolve(match[1] ?? match[0]);
      };
      listeners.add(look);
      child.once('close', () =>
        reject(new Error(`The demo ended before it printed ${pattern}:\n${output}`)),
      );
      look();
    });
  }
}
