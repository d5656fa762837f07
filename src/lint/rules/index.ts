import type { Rule } from '../rule.js';
import { noAwaitBeforeParallelStep } from './no-await-before-parallel-step.js';
import { noFloatingPromiseInStep } from './no-floating-promise-in-step.js';
import { noMutationInStep } from './no-mutation-in-step.js';
import { noNestedSteps } from './no-nested-steps.js';
import { noSwallowedAbort } from './no-swallowed-abort.js';
import { noUnawaitedStep } from './no-unawaited-step.js';
import { uniqueStepNames } from './unique-step-names.js';
import { validatedPayload } from './validated-payload.js';

export const rules: readonly Rule[] = [
  uniqueStepNames,
  validatedPayload,
  noSwallowedAbort,
  noUnawaitedStep,
  noNestedSteps,
  noAwaitBeforeParallelStep,
  noFloatingPromiseInStep,
  noMutationInStep,
];
