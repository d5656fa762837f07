import { describe, expect, it } from 'vitest';
import { trifold } from './host-project.js';

describe('rules and explain', () => {
  it('list the rules', async () => {
    const { out } = await trifold('.', ['rules']);
    expect(out).toMatch(/^unique-step-names\s+error\s+Step names are unique within a run$/m);
    expect(JSON.parse((await trifold('.', ['rules', '--json'])).out).rules).toContainEqual({
      id: 'syntax',
      severity: 'error',
      title: 'Files that matter can be parsed',
    });
  });

  it('print the page of every rule', async () => {
    const { rules } = JSON.parse((await trifold('.', ['rules', '--json'])).out);
    for (const { id } of rules) {
      expect((await trifold('.', ['explain', id])).out).toMatch(new RegExp(`^# ${id}\n`));
    }
  });

  it.each([
    ['unique-step-name', 'fix: write unique-step-names'],
    ['validate-payload', 'fix: write validated-payload'],
    ['xyz', 'fix: see the rules with `trifold rules`'],
  ])('say what may be meant by %s', async (id, fix) => {
    const { code, err } = await trifold('.', ['explain', id]);
    expect(code).toBe(2);
    expect(err).toContain(fix);
  });
});
