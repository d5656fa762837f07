import type { FixtureFile } from '../fixtureFiles.js';
import { LIMITS, start } from './triggeringFiles.js';

export const ROUTE = 'src/app/(backend)/api/digest/route.ts';
export const TRIGGER = "await client.trigger({ url: 'https://acme.dev/api/digest' });";

/** A file's own lines, then what it does: `import` lines and constants may come before. */
export const route = (
  given: string,
  before = '',
) => `import { serve } from '@upstash/workflow/nextjs';
${before}export const { POST } = serve(async (context) => {
  await context.run('send', () => 1);
}${given});
`;

export interface Written {
  readonly given: string;
  readonly inRoute?: string;
  readonly calls?: string;
  readonly inStart?: string;
  readonly at?: string;
}

export const project = ({
  given,
  inRoute,
  calls = TRIGGER,
  inStart,
  at = ROUTE,
}: Written): FixtureFile[] => [
  { path: at, content: route(given, inRoute) },
  { path: 'src/start.ts', content: start(calls, inStart) },
  LIMITS,
];

export const triggerWith = (options: string) =>
  `await client.trigger({ ${options}, url: 'https://acme.dev/api/digest' });`;
