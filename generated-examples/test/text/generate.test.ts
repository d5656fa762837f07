import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateTexts } from '@/server/text/generate';

const request = { kind: 'a question', about: 'Agent 1', count: 3 };
let server: Server | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  const closing = server;
  server = undefined;
  if (closing) await new Promise((done) => closing.close(done));
});

describe('generateTexts', () => {
  it('writes the same texts for the same request, and others for another', async () => {
    const texts = await generateTexts(request);

    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(3);
    expect(await generateTexts(request)).toEqual(texts);
    expect(await generateTexts({ ...request, about: 'Agent 2' })).not.toEqual(texts);
  });

  it('asks the model when an endpoint is configured', async () => {
    const asked = await modelAnswers(200, {
      choices: [{ message: { content: texts('one', 'two') } }],
    });

    expect(await generateTexts(request)).toEqual(['one', 'two']);
    expect(asked()).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer key' });
    expect(JSON.parse(asked().body)).toMatchObject({ model: 'small' });
  });

  it('fails when the model refuses', async () => {
    await modelAnswers(429, {});

    await expect(generateTexts(request)).rejects.toThrow('The model answered 429');
  });

  it('fails when the model answers something that is not a list of texts', async () => {
    await modelAnswers(200, { choices: [{ message: { content: '{"texts":"none"}' } }] });

    await expect(generateTexts(request)).rejects.toThrow('expected array');
  });
});

const texts = (...list: string[]) => JSON.stringify({ texts: list });

/** Starts a model that gives one answer, and returns what it was asked last. */
async function modelAnswers(status: number, answer: unknown) {
  let asked = { path: '', authorization: '', body: '' };
  const listening = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      asked = {
        path: incoming.url ?? '',
        authorization: incoming.headers.authorization ?? '',
        body: Buffer.concat(chunks).toString(),
      };
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(answer));
    });
  });
  server = listening;
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The model has no port');

  vi.stubEnv('OPENAI_BASE_URL', `http://127.0.0.1:${address.port}/v1/`);
  vi.stubEnv('OPENAI_API_KEY', 'key');
  vi.stubEnv('OPENAI_MODEL', 'small');
  return () => asked;
}
