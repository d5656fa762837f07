import type { Finding } from '../finding.js';
import type { RuleMeta } from '../rule.js';

/** What the linter itself has to say; documented and configured like rules. */
const own = {
  syntax: {
    severity: 'error',
    title: 'Files that matter can be parsed',
    why: 'nothing in it can be checked, and it will not compile',
    fix: 'correct the syntax at this place',
  },
  'unreadable-file': {
    severity: 'warning',
    title: 'Source files can be read',
    why: 'nothing in it can be checked',
    fix: 'make it readable',
  },
  'disable-comment': {
    severity: 'warning',
    title: 'Comments that switch rules off name known rules and a reason',
    why: 'the comment switches nothing off, and whoever reads it cannot tell whether it still applies',
    fix: 'write `// trifold-disable-next-line rule -- reason`',
  },
  'unused-disable-comment': {
    severity: 'warning',
    title: 'Comments that switch rules off are needed',
    why: 'it will hide the next mistake at this place',
    fix: 'remove the comment, or the rule from it',
  },
  'stale-baseline': {
    severity: 'info',
    title: 'The baseline holds no findings that are gone',
    why: 'the same mistake could come back unseen',
    fix: 'run `trifold lint` with the same --baseline and --update-baseline',
  },
} as const satisfies Record<string, Omit<RuleMeta, 'id'> & { why: string; fix: string }>;

type OwnId = keyof typeof own;

export const ownMetas: readonly RuleMeta[] = Object.entries(own).map(
  ([id, { severity, title }]) => ({ id, severity, title }),
);

/** Whether the linter itself says it, and not one of the rules. */
export function isOwn(id: string): boolean {
  return id in own;
}

type About = Pick<Finding, 'message' | 'path' | 'line' | 'column'> &
  Partial<Pick<Finding, 'why' | 'fix'>>;

export function ownFinding(rule: OwnId, about: About): Finding {
  const { severity, why, fix } = own[rule];
  return { rule, severity, why, fix, related: [], ...about };
}
