/** Something sent to the engine: header names in lower case, the body as text. */
export interface Message {
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a message asks for, read from its headers (SDK `src/qstash/headers.ts`). */
export type Purpose =
  | { readonly kind: 'trigger'; readonly runId: string }
  | { readonly kind: 'step'; readonly runId: string }
  | { readonly kind: 'plain' };

export function purposeOf(message: Message): Purpose {
  const runId = message.headers['upstash-workflow-runid'];
  if (runId === undefined || runId === '') return { kind: 'plain' };
  const isInit = message.headers['upstash-workflow-init'] === 'true';
  return { kind: isInit ? 'trigger' : 'step', runId };
}

/** Features of the protocol that the engine does not speak yet; such a message is refused with its name. */
export function unsupportedFeature(message: Message): string | undefined {
  const { headers } = message;
  if (headers['upstash-workflow-calltype'] === 'toCallback') return 'context.call';
  if (headers['upstash-workflow-invoke'] === 'true') return 'context.invoke';
  if (headers['upstash-callback'] !== undefined) return 'callbacks (Upstash-Callback)';
  return undefined;
}
