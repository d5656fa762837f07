import { report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';

/** Each layer answers `{ success: true, … }`, or `{ success: false, error }`. */
export const responseShape: Rule = {
  meta: {
    id: 'response-shape',
    severity: 'warning',
    title: 'Each layer answers with success, and with an error where there is none',
  },
  judge: (facts) =>
    routesOf(facts, ['entry', 'pagination', 'execution']).flatMap(({ workflow }) =>
      workflow.convention.answers.flatMap(({ at, fields, success }) => {
        if (fields === undefined) return [];
        if (!fields.includes('success')) {
          return [
            report(at, {
              message: 'The answer does not say whether it is a success',
              why: 'whoever reads the answers of runs has to know each workflow to tell the good ones from the bad ones',
              fix: 'add `success: true`, or `success: false` and an `error`',
            }),
          ];
        }
        if (success !== false || fields.includes('error')) return [];
        return [
          report(at, {
            message: 'The answer says that it failed, but not why',
            why: 'the run counts as a success on the platform, so this answer is all that is left of the failure',
            fix: 'add an `error` that says what went wrong',
          }),
        ];
      }),
    ),
};
