import type { Migration } from './migration.js';

/** What people have written for @upstash/workflow 0.2 in generated files. */
export const sdk1: Migration = {
  id: 'sdk-1',
  about: 'people’s code for @upstash/workflow 0.2 becomes code for 1.x',
  step: { of: 'sdk', from: 0, to: 1 },
  async apply(files, context) {
    const { migrateSdk1 } = await import('../../code/edits/sdk1/migrateSdk1.js');
    const { files: changed, notes } = migrateSdk1(files, context);
    return {
      files: changed.map(({ path, after }) => ({ path, text: after })),
      undecided: notes.filter(({ kind }) => kind === 'decide'),
    };
  },
};
