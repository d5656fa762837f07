import { templateNumber } from '../../generate/templateVersions.js';
import type { Migration } from './migration.js';
import { sdk1 } from './sdk1.js';

/**
 * Every migration, in the order in which they run: those of the templates by their version, then the SDK's. Each has a
 * folder of projects before and after it in `test/regenerate/fixtures`.
 */
export const MIGRATIONS: readonly Migration[] = [sdk1];

/** What a workflow, or the project, was generated for, and what it is rendered for now. */
export interface Move {
  readonly from: Point;
  readonly to: Point;
}

export interface Point {
  readonly templateVersion: string;
  readonly sdk: 0 | 1;
}

/** Those of the migrations that a move comes across, in their order. */
export function dueFor({ from, to }: Move, migrations: readonly Migration[]): Migration[] {
  return migrations.filter(({ step }) => {
    switch (step.of) {
      case 'templates': {
        const [before, after] = [from, to].map((point) => templateNumber(point.templateVersion));
        if (before === undefined || after === undefined) return false;
        return before <= step.from && after >= step.to;
      }
      case 'sdk':
        return from.sdk <= step.from && to.sdk >= step.to;
    }
  });
}
