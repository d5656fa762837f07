import { z } from 'zod';
import type { TextRequest } from './request';

export interface ModelEndpoint {
  /** Up to and without `/chat/completions`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

const timeoutMs = 30_000;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const answer = z.object({ texts: z.array(z.string().min(1)).min(1) });

/** Asks an OpenAI-compatible chat endpoint (https://platform.openai.com/docs/api-reference/chat/create). */
export async function askModel(endpoint: ModelEndpoint, request: TextRequest): Promise<string[]> {
  const response = await fetch(`${endpoint.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${endpoint.apiKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(chat(endpoint.model, request)),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The model answered ${response.status}`);

  const [choice] = completion.parse(await response.json()).choices;
  const { texts } = answer.parse(JSON.parse(choice?.message.content ?? ''));
  return texts.slice(0, request.count);
}

function chat(model: string, { kind, about, count }: TextRequest) {
  return {
    model,
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: 'Answer with JSON only: { "texts": ["…"] }' },
      { role: 'user', content: `Write ${count} short texts. Each is ${kind}, about: ${about}` },
    ],
  };
}
