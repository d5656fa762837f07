import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FixtureFile {
  readonly path: string;
  readonly content: string;
}

const root = fileURLToPath(new URL('./fixtures', import.meta.url));

export function scenarios(): string[] {
  return readdirSync(root).sort();
}

export function filesOf(scenario: string): FixtureFile[] {
  const folder = path.join(root, scenario);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => ({
      path: name.replaceAll(path.sep, '/'),
      content: readFileSync(path.join(folder, name), 'utf8'),
    }));
}

/** `// reported` or `// reported: rule-id` at the end of a line, or with `below` above it, as `path:line rule`. */
export function marksIn(files: readonly FixtureFile[], defaultRule = ''): string[] {
  return files.flatMap((file) =>
    file.content.split('\n').flatMap((text, index) => {
      const mark = /\/\/ reported( below)?(?:: (\S+))?$/.exec(text);
      const [, below, rule = defaultRule] = mark ?? [];
      return mark ? [`${file.path}:${index + (below ? 2 : 1)} ${rule}`] : [];
    }),
  );
}
