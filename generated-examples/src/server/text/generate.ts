import { type Environment, readEnvironment } from '@/server/env';
import { inventTexts } from './invent';
import { askModel } from './model';
import type { TextRequest } from './request';

/**
 * Writes `count` short texts.
 *
 * Asks an OpenAI-compatible endpoint when `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `OPENAI_MODEL` are set. Otherwise the
 * texts are invented from the request alone, the same ones each time, with nothing to install or pay for.
 *
 * @throws Error when the endpoint does not answer in time, or answers something else; the step is then retried.
 */
export async function generateTexts(request: TextRequest): Promise<string[]> {
  const endpoint = configuredEndpoint(readEnvironment());
  return endpoint === undefined ? inventTexts(request) : askModel(endpoint, request);
}

function configuredEndpoint(environment: Environment) {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model } = environment;
  if (baseUrl === undefined || apiKey === undefined || model === undefined) return undefined;
  return { baseUrl, apiKey, model };
}
