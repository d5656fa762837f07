import type { DisableComment } from '../code/facts/disableComments.js';
import type { Finding } from './finding.js';
import { nearest } from '../spec/suggest.js';
import { ownFinding } from './own/index.js';

export interface Disabled {
  /** What is left, and what is wrong with the comments. */
  readonly findings: Finding[];
  /** What the comments have switched off. */
  readonly hidden: Finding[];
}

/** Takes out the findings that a comment with a reason switches off; comments that do nothing become findings. */
export function applyDisableComments(
  findings: readonly Finding[],
  comments: readonly DisableComment[],
  knownRules: readonly string[],
): Disabled {
  const valid = comments.filter((comment) => problemsOf(comment, knownRules).length === 0);
  const used = new Set<string>();
  const left: Finding[] = [];
  const hidden: Finding[] = [];
  for (const finding of findings) {
    const by = valid.filter((comment) => isAbout(comment, finding));
    for (const each of by) used.add(keyOf(each, finding.rule));
    (by.length === 0 ? left : hidden).push(finding);
  }
  const problems = comments.flatMap((comment) => problemsOf(comment, knownRules));
  const unused = valid.flatMap((comment) =>
    comment.rules
      .filter((rule) => !used.has(keyOf(comment, rule)))
      .map((rule) =>
        ownFinding('unused-disable-comment', {
          message: `There is nothing to switch off here: ${rule} does not report line ${comment.line}`,
          ...comment.at,
        }),
      ),
  );
  return { findings: [...left, ...problems, ...unused], hidden };
}

function isAbout({ at, line, rules }: DisableComment, finding: Finding): boolean {
  return at.path === finding.path && line === finding.line && rules.includes(finding.rule);
}

function problemsOf(
  { at, rules, reason }: DisableComment,
  knownRules: readonly string[],
): Finding[] {
  const messages = [
    ...(rules.length === 0 ? ['The comment names no rule'] : []),
    ...rules
      .filter((rule) => !knownRules.includes(rule))
      .map((rule) => unknownRule(rule, knownRules)),
    ...(reason === '' ? ['The comment gives no reason'] : []),
  ];
  return messages.map((message) => ownFinding('disable-comment', { message, ...at }));
}

function unknownRule(rule: string, knownRules: readonly string[]): string {
  const meant = nearest(rule, knownRules);
  return `There is no rule \`${rule}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`;
}

function keyOf({ at }: DisableComment, rule: string): string {
  return JSON.stringify([at.path, at.line, at.column, rule]);
}
