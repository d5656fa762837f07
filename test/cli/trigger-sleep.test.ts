import { serve } from '@upstash/workflow/nextjs';
import { expect, it } from 'vitest';
import { startDev } from './dev-session.js';
import { recordedProject } from './digest-app.js';
import { trifold } from './host-project.js';
import { startApp } from './local-app.js';

it('trigger says, once, until when a run sleeps', async () => {
  const dev = await startDev();
  const { POST } = serve(
    async (context) => {
      await context.sleep('nap', '30d');
    },
    { env: dev.env },
  );
  const url = await startApp({ '/api/workflows/digest/process-users': (request) => POST(request) });
  const root = await recordedProject({
    '.env': `QSTASH_URL=${dev.url}\nQSTASH_TOKEN="${dev.env['QSTASH_TOKEN'] ?? ''}"\nAPP_URL=${url}\n`,
  });

  const { code, err } = await trifold(root, ['trigger', 'digest', '--timeout', '1']);

  expect(code).toBe(2);
  expect(err).toContain('error CLI_TRIGGER_TIMEOUT');
  expect(
    err.match(/process-users: wfr_\S+ sleeps in nap until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n/g),
  ).toHaveLength(1);
});
