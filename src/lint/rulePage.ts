import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nearest } from '../spec/suggest.js';
import { knownRules } from './allRules.js';
import { lintError } from './errors.js';
import { isOwn } from './own/index.js';

/** The documentation of a rule, in Markdown. Throws LINT_RULE_UNKNOWN with the nearest rule. */
export function rulePage(id: string): string {
  if (!knownRules.includes(id)) throw unknownRule(id);
  return readFileSync(fileURLToPath(new URL(`../../${pagePath(id)}`, import.meta.url)), 'utf8');
}

/** Relative to the root of this package. Pages are published where they are: as far from `dist` as from here. */
export function pagePath(id: string): string {
  return `src/lint/${isOwn(id) ? 'own' : 'rules'}/${id}.md`;
}

function unknownRule(id: string) {
  const meant = nearest(id, knownRules) ?? mostAlike(id);
  return lintError('LINT_RULE_UNKNOWN', `there is no rule ${id}`, {
    fix: meant === undefined ? 'see the rules with `trifold rules`' : `write ${meant}`,
  });
}

/** The rule with the most words in common, whatever their endings. */
function mostAlike(id: string): string | undefined {
  const stems = id.toLowerCase().match(/[a-z]{4}/g) ?? [];
  const ranked = knownRules
    .map((rule) => ({ rule, alike: stems.filter((stem) => rule.includes(stem)).length }))
    .sort((a, b) => b.alike - a.alike);
  return ranked.find(({ alike }) => alike > 0)?.rule;
}
