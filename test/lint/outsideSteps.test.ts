import { expect, it } from 'vitest';
import { lintFiles } from './lintFiles.js';

it.each([
  ['error', 'await context.run(`send:${Date.now()}`, () => 1);'],
  ['error', 'const id = crypto.randomUUID(); await context.run(`send:${id}`, () => 1);'],
  ['error', "if (Math.random() < 0.5) await context.run('a', () => 1);"],
  ['error', "if (new Date().getDay() === 0) return; await context.run('a', () => 1);"],
  ['warning', "const at = Date.now(); await context.run('a', () => at);"],
  [
    'warning',
    "const at = Date.now(); await context.run('a', () => { if (at > 5) throw new Error(); });",
  ],
  ['warning', "await fetch('https://example.com'); await context.run('a', () => 1);"],
  ['info', "console.log('start'); await context.run('a', () => 1);"],
])('is an %s: %s', (severity, code) => {
  expect(reportedIn(code).map((finding) => finding.severity)).toEqual([severity]);
});

it('names the outermost call around which a step can be put', () => {
  const findings = reportedIn(`
    await prepare();
    await context.run('a', () => 1);
    async function prepare() {
      await record();
    }
    async function record() {
      await fetch('https://example.com');
    }
  `);
  expect(findings).toMatchObject([{ line: 4, related: [{ message: 'here: fetch()', line: 10 }] }]);
});

it('reports what one helper does once', () => {
  const findings = reportedIn(`
    await prepare();
    await context.run('a', () => 1);
    async function prepare() {
      await fetch('https://example.com/one');
      await fetch('https://example.com/two');
    }
  `);
  expect(findings).toMatchObject([{ line: 4, related: [{ line: 7 }, { line: 8 }] }]);
});

function reportedIn(code: string) {
  const content = `import { serve } from '@upstash/workflow/nextjs';
export const { POST } = serve(async (context) => {
  await context.run('first', () => 1);${code}
});`;
  return lintFiles([{ path: 'src/route.ts', content }]);
}
