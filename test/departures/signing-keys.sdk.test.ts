import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

// Routes remember whether there were keys when they were imported; here there are none.
const ours = await generateOurs('signing-keys');
quiet();

describe('an unsigned call while the signing keys are missing', () => {
  test('guide: anybody makes the route work on a user', async () => {
    const generate = vi.fn();
    await using kit = await startKit(
      {
        '/generate-user': () =>
          serve<{ userId: string }>(async (context) => {
            const { userId } = context.requestPayload;
            await context.run('generate-user', () => generate(userId));
          }),
      },
      { signatures: false },
    );
    vi.stubEnv('NODE_ENV', 'production');

    const response = await kit.post('/generate-user', { body: { userId: 'somebody' } });
    await kit.settle();

    expect(response.status).toBe(200);
    expect(generate).toHaveBeenCalledExactlyOnceWith('somebody');
  });

  test('ours: is refused in production, by every layer', async () => {
    await using kit = await ours.start(1, { signatures: false });
    vi.stubEnv('NODE_ENV', 'production');

    for (const path of Object.values(kit.paths)) {
      const response = await kit.post(path, { body: { userId: 'user-00001' } });
      expect(response.status).toBe(500);
      expect(await response.text()).toContain('QSTASH_CURRENT_SIGNING_KEY');
    }
    await kit.settle();
    expect(kit.runs()).toEqual([]);
    expect(kit.work).toEqual([]);
  });

  test('ours: is accepted outside production, where nobody has keys', async () => {
    await using kit = await ours.start(1, { signatures: false });

    const response = await kit.post(kit.paths.execute, { body: { userId: 'user-00001' } });
    await kit.settle();

    expect(response.status).toBe(200);
    expect(kit.work).toEqual(['user-00001']);
  });
});
