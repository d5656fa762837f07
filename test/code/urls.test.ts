import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/code/facts/readFacts.js';

describe('sees the path of a url', () => {
  test.each([
    ["'https://acme.dev/api/digest'", 'https://acme.dev/api/digest'],
    ['`${process.env.APP_URL}/api/digest`', '/api/digest'],
    ['`${process.env.APP_URL}${PATHS.digest}`', '/api/digest'],
    ["process.env.APP_URL + '/api/digest'", '/api/digest'],
    ["new URL(PATHS.digest, 'https://acme.dev/other').href", 'https://acme.dev/api/digest'],
    ['new URL(PATHS.digest, process.env.APP_URL).toString()', '/api/digest'],
    ['String(new URL(PATHS.digest, process.env.APP_URL))', '/api/digest'],
    ['`${new URL(PATHS.digest, process.env.APP_URL)}`', '/api/digest'],
    ['urlOf(PATHS.digest)', '/api/digest'],
  ])('%s', (code, end) => {
    expect(endOf(code)).toBe(end);
  });

  test.each([
    ['`${process.env.APP_URL}/api/${name}`', ''],
    ['new URL(name, process.env.APP_URL).href', undefined],
    ['new URLSearchParams(PATHS.digest).toString()', undefined],
  ])('does not guess at %s', (code, end) => {
    expect(endOf(code)).toBe(end);
  });
});

/** What is known of the end of a url; undefined where nothing is. */
function endOf(code: string): string | undefined {
  const text = `import { Client } from '@upstash/workflow';
    const PATHS = { digest: '/api/digest' } as const;
    function urlOf(path: string) {
      const base = process.env.APP_URL;
      if (!base) throw new Error('APP_URL is missing');
      return new URL(path, base).toString();
    }
    export const start = (name: string) => new Client({}).trigger({ url: ${code} });`;
  const { triggers } = readFacts([{ path: 'src/a.ts', text }], { aliases: [] });
  const [options] = triggers.map((trigger) => trigger.options);
  const url = options?.kind === 'object' ? options.fields[0]?.value : undefined;
  if (url?.kind === 'text') return url.end;
  return url?.kind === 'constant' ? String(url.value) : undefined;
}
