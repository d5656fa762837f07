import { json } from 'node:stream/consumers';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { entryMessage } from '../../src/cli/entry-message.js';
import { generated, sdk } from '../runtime/generated.js';

const batch = z.array(
  z.object({
    destination: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
);

/** What the SDK has sent. */
let sent: z.output<typeof batch> = [];

const server = createServer((request: IncomingMessage, response) => {
  void json(request).then((body) => {
    sent = batch.parse(body);
    response.setHeader('content-type', 'application/json').end('[{"messageId":"msg_1"}]');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  vi.stubEnv('QSTASH_URL', `http://127.0.0.1:${String(port)}`);
  vi.stubEnv('QSTASH_TOKEN', 'token');
  vi.stubEnv('APP_URL', 'http://localhost:3000');
});

afterAll(() => {
  server.close();
  vi.unstubAllEnvs();
});

it('is what the generated trigger of layer 1 sends through the SDK', async () => {
  const workflow = await generated('cli-entry', {
    name: 'digest',
    entity: 'user',
    flowControl: { process: { rate: 3 } },
  });
  const { DigestWorkflow } = await workflow.load('index');

  await DigestWorkflow.triggerProcessUsers({ limit: 5 }, { workflowRunId: 'one' });

  expect(workflow.spec.sdk).toBe(sdk);
  expect(
    entryMessage(workflow.spec, {
      appUrl: 'http://localhost:3000',
      runId: 'wfr_one',
      payload: { limit: 5 },
    }),
  ).toEqual(withoutTelemetry(sent[0]));
});

function withoutTelemetry(message: z.output<typeof batch>[number] | undefined) {
  const headers = Object.entries(message?.headers ?? {}).filter(
    ([name]) => !name.startsWith('upstash-telemetry'),
  );
  return { ...message, headers: Object.fromEntries(headers) };
}
