import type { Review } from '../outcome.js';
import type { MigratedSides } from './migratedFiles.js';

/** What migrations have left to a person and is still in the file. */
export function undecidedReviews(migrated: MigratedSides | undefined, text: string): Review[] {
  const lines = text.split('\n');
  return [...new Set(migrated?.undecided)].flatMap((message) =>
    lines.flatMap((line, index) =>
      /\/\/.*/.exec(line)?.[0].includes(message)
        ? [{ kind: 'migration', message, line: index + 1 }]
        : [],
    ),
  );
}
