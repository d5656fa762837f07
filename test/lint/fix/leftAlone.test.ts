import { describe, expect, it } from 'vitest';
import { lintFiles } from '../lintFiles.js';
import { project, TRIGGER, triggerWith, type Written } from './configuredRoute.js';

describe('configuration in serve', () => {
  it.each<[string, Written]>([
    ['nothing was found that triggers it', { given: ', { retries: 3 }', calls: '' }],
    [
      'a trigger of unknown aim may start it',
      { given: ', { retries: 3 }', calls: `${TRIGGER}\n  await client.trigger({ url: path });` },
    ],
    [
      'the options of a trigger of it are not written out in its call',
      { given: ', { retries: 3 }', calls: "await client.trigger([{ url: '/api/digest' }]);" },
    ],
    [
      'a trigger gives `retries` already',
      { given: ', { retries: 3 }', calls: triggerWith('retries: 1') },
    ],
    [
      'what it is given cannot be taken there',
      { given: ', { retries: count() }', inRoute: 'const count = () => 3;\n' },
    ],
  ])('says why it is left alone: %s', (because, written) => {
    const found = lintFiles(project(written)).filter(
      ({ rule }) => rule === 'no-configuration-in-serve',
    );
    expect(found.map(({ fix }) => fix)).toEqual([
      `give it to \`client.trigger({ url, retries })\`, which sets it for the whole run; \`--fix\` does not: ${because}`,
    ]);
  });
});
