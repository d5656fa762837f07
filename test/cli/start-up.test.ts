import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trifold } from './host-project.js';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** Packages that load when a module does: its static imports and theirs, types left out. */
function packagesOf(entry: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)';/gm,
    );
    for (const [, specifier = ''] of imports) {
      if (specifier.startsWith('.')) visit(resolve(dirname(file), specifier.replace(/js$/, 'ts')));
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  };
  visit(resolve(source, entry));
  return [...packages].sort();
}

describe('start-up', () => {
  it('of --help and --version loads commander and colours only', () => {
    expect(packagesOf('cli/main.ts')).toEqual(['commander', 'picocolors']);
  });

  it('of gen loads no compiler, no formatter and no plop', () => {
    const heavy = ['ts-morph', 'prettier', 'node-plop', 'typescript'];
    expect(packagesOf('cli/gen.ts').filter((name) => heavy.includes(name))).toEqual([]);
    expect(packagesOf('generate/plop.ts')).toContain('node-plop');
  });

  it('of dev and trigger loads no compiler and no formatter, of trigger no engine either', () => {
    expect(packagesOf('cli/dev.ts')).toEqual(['croner', 'picocolors', 'zod']);
    const heavy = ['ts-morph', 'prettier', 'node-plop', 'typescript', 'croner'];
    expect(packagesOf('cli/trigger.ts').filter((name) => heavy.includes(name))).toEqual([]);
  });
});

describe('trifold', () => {
  it('prints its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(resolve(source, '../package.json'), 'utf8'));
    expect(await trifold(source, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await trifold(source, ['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/^  gen +generate a workflow$/m);
  });

  it('names every flag in the help of a command', async () => {
    const { code, out } = await trifold(source, ['gen', 'workflow', '--help']);
    expect(code).toBe(0);
    for (const flag of ['--entity <text>', '--flag <name[:type[@layer,layer]]>', '--no-test']) {
      expect(out).toContain(flag);
    }
  });

  it('without a command prints the help and ends with 2', async () => {
    const { code, err } = await trifold(source, []);
    expect(code).toBe(2);
    expect(err).toContain('Usage: trifold');
  });

  it('prints the JSON schema of the answers', async () => {
    const { code, out } = await trifold(source, ['schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Trifold workflow', type: 'object' });
  });
});
