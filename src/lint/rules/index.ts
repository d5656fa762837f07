import type { Rule } from '../rule.js';
import { noAwaitBeforeParallelStep } from './no-await-before-parallel-step.js';
import { noEffectsOutsideSteps } from './no-effects-outside-steps.js';
import { noFloatingPromiseInStep } from './no-floating-promise-in-step.js';
import { noLogsOutsideSteps } from './no-logs-outside-steps.js';
import { noMutationInStep } from './no-mutation-in-step.js';
import { noNestedSteps } from './no-nested-steps.js';
import { noRetriedThrowBeforeFirstStep } from './no-retried-throw-before-first-step.js';
import { noReturnBeforeFirstStep } from './no-return-before-first-step.js';
import { noSwallowedAbort } from './no-swallowed-abort.js';
import { noUnawaitedStep } from './no-unawaited-step.js';
import { clientBaseUrl } from './client-base-url.js';
import { flowControlKey } from './flow-control-key.js';
import { flowControlLimits } from './flow-control-limits.js';
import { noRatePerSecond } from './no-rate-per-second.js';
import { signatureVerification } from './signature-verification.js';
import { uniqueStepNames } from './unique-step-names.js';
import { validatedPayload } from './validated-payload.js';

export const rules: readonly Rule[] = [
  uniqueStepNames,
  validatedPayload,
  noReturnBeforeFirstStep,
  noRetriedThrowBeforeFirstStep,
  noSwallowedAbort,
  noUnawaitedStep,
  noNestedSteps,
  noAwaitBeforeParallelStep,
  noFloatingPromiseInStep,
  noMutationInStep,
  flowControlKey,
  flowControlLimits,
  noRatePerSecond,
  clientBaseUrl,
  signatureVerification,
  noEffectsOutsideSteps,
  noLogsOutsideSteps,
];
