import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The .gitignore files that matter in a folder, outermost first. */
export type IgnoreRules = readonly { readonly folder: string; readonly rules: Ignore }[];

/** The rules from above a folder: of every folder from the root of the git repository on; none outside of one. */
export function ignoreRulesAbove(folder: string): IgnoreRules {
  const above: string[] = [];
  for (let each = folder; !existsSync(join(each, '.git')); each = dirname(each)) {
    if (each === dirname(each)) return [];
    above.unshift(dirname(each));
  }
  return above.reduce<IgnoreRules>((rules, each) => withIgnoreFile(rules, each), []);
}

/** The rules and those of the folder's own .gitignore. */
export function withIgnoreFile(rules: IgnoreRules, folder: string): IgnoreRules {
  const text = readIfThere(join(folder, '.gitignore'));
  return text === undefined ? rules : [...rules, { folder, rules: ignore().add(text) }];
}

/** Whether git ignores a file or folder; the innermost .gitignore that names it decides. */
export function isGitIgnored(rules: IgnoreRules, absolute: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const each of rules) {
    const path = relative(each.folder, absolute).split(sep).join('/');
    const answer = each.rules.test(isFolder ? `${path}/` : path);
    if (answer.ignored) ignored = true;
    else if (answer.unignored) ignored = false;
  }
  return ignored;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Missing, a folder, or not ours to read: git goes without it, too.
    return undefined;
  }
}
