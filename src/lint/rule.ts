import type { Moving } from './moving.js';
import type { Facts } from '../code/facts/workflowFacts.js';
import type { Finding, Severity } from './finding.js';

export interface Rule {
  readonly meta: RuleMeta;
  /** Judges facts; never reads code, and answers nothing where facts are missing. */
  judge(facts: Facts): Report[];
}

export interface RuleMeta {
  /** Names the rule, its documentation (`rules/<id>.md`) and its findings. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

/** A finding without what the rule's metadata says already; a severity given here is this finding's own. */
export type Report = Omit<Finding, 'rule' | 'severity'> & {
  severity?: Severity;
  /** What puts it right, where only the code itself tells how that is written; or why nothing does. */
  move?: Moving | undefined;
};
