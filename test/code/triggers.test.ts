import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';
import type { TriggerFact } from '../../src/code/facts/configurationFacts.js';

const SDK = "import { Client } from '@upstash/workflow';\n";

describe('finds what the client triggers', () => {
  test.each([
    ['a client at the top', 'const c = new Client({}); export const a = () => c.trigger({ url });'],
    ['a factory', 'const c = () => new Client({}); export const a = () => c().trigger({ url });'],
    [
      'a memo in a variable',
      'let c; const get = () => { c ??= new Client({}); return c; }; export const a = () => get().trigger({ url });',
    ],
    [
      'a memo with an early return',
      'let kept; function get() { if (kept) return kept; const c = new Client({}); kept = c; return kept; } export const a = () => get().trigger({ url });',
    ],
    [
      'a memo that holds more than the client',
      'let kept; function get() { if (kept?.token) return kept; kept = { client: new Client({}), token: 1 }; return kept; } export const a = () => get().client.trigger({ url });',
    ],
    [
      'a memo in a private static',
      'export class W { static client; static get() { if (!this.client) { this.client = new Client({}); } return this.client; } static start() { return this.get().trigger({ url }); } }',
    ],
    [
      'a static getter',
      'export class W { static get client() { return new Client({}); } static start() { return this.client.trigger({ url }); } }',
    ],
    [
      'a parameter of its type',
      'export function a(client: Client) { return client.trigger({ url }); }',
    ],
    [
      'one client for all reloads',
      'const c = globalThis.client ?? new Client({}); export const a = () => c.trigger({ url });',
    ],
  ])('%s', (_, code) => {
    expect(triggersIn(SDK + code)).toHaveLength(1);
  });
});

test('leaves other things alone that have a trigger', () => {
  const code =
    "import { tasks } from '@trigger.dev/sdk'; import { Novu } from '@novu/node'; const novu = new Novu(); export const a = () => { tasks.trigger('x', {}); novu.trigger({ url }); };";
  expect(triggersIn(SDK + code)).toEqual([]);
});

test('sees options through constants, spreads and helpers', () => {
  const [trigger] = triggersIn(`${SDK}
    const limits = { key: 'digest.process', parallelism: 1 } as const;
    const base = { flowControl: limits, retries: 3 } satisfies object;
    const optionsFor = (id: string) => ({ ...base, url: \`\${process.env.APP_URL}/api/digest\`, body: { id } });
    export const start = (id: string) => new Client({}).trigger(optionsFor(id));`);
  const options = trigger?.options.kind === 'object' ? trigger.options : undefined;
  expect(options?.isWhole).toBe(true);
  expect(options?.fields.map(({ name }) => name)).toEqual([
    'flowControl',
    'retries',
    'url',
    'body',
  ]);
  expect(options?.fields[0]?.value).toMatchObject({
    kind: 'object',
    at: { line: 3 },
    fields: [
      { name: 'key', value: { value: 'digest.process' } },
      { name: 'parallelism', value: { value: 1 } },
    ],
  });
  expect(options?.fields[2]?.value).toMatchObject({ end: '/api/digest' });
});

test('does not call options whole that hold what cannot be seen', () => {
  const [trigger] = triggersIn(
    `${SDK} import { more } from 'elsewhere'; export const start = () => new Client({}).trigger({ url, ...more });`,
  );
  expect(trigger?.options).toMatchObject({ kind: 'object', isWhole: false });
});

function triggersIn(text: string): TriggerFact[] {
  return readFacts([{ path: 'src/a.ts', text }], { aliases: [] }).triggers;
}
