import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createFormatter } from '../../src/format/formatter.js';
import { allRules } from '../../src/lint/allRules.js';
import { pagePath } from '../../src/lint/rulePage.js';
import { rulesMarkdown } from '../../src/report/lint/rules.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('shows in the README the rules as they are', async () => {
  const readme = await readFile(`${root}/README.md`, 'utf8');
  const table = rulesMarkdown(allRules, pagePath);
  const written = readme.replace(
    /(<!-- rules:[^\n]*-->\n)[^]*(<!-- \/rules -->)/,
    (_, start: string, end: string) => `${start}\n${table}\n${end}`,
  );
  expect(written).toContain(table);
  const formatted = await createFormatter(root)('README.md', written);
  await expect(formatted).toMatchFileSnapshot(`${root}/README.md`);
});
