import type { Rule } from '../rule.js';
import { batchedTriggers } from './batched-triggers.js';
import { boundedStepResults } from './bounded-step-results.js';
import { clientBaseUrl } from './client-base-url.js';
import { cloudReexports } from './cloud-reexports.js';
import { configurationOnTrigger } from './configuration-on-trigger.js';
import { dryRun } from './dry-run.js';
import { filtersExisting } from './filters-existing.js';
import { flagsTravel } from './flags-travel.js';
import { flowControlKey } from './flow-control-key.js';
import { flowControlLimits } from './flow-control-limits.js';
import { flowControlPerLayer } from './flow-control-per-layer.js';
import { integrationTest } from './integration-test.js';
import { jsonStepResults } from './json-step-results.js';
import { itemCheckedBeforeWork } from './item-checked-before-work.js';
import { logPrefix } from './log-prefix.js';
import { noAwaitBeforeParallelStep } from './no-await-before-parallel-step.js';
import { noConfigurationInServe } from './no-configuration-in-serve.js';
import { noEffectsOutsideSteps } from './no-effects-outside-steps.js';
import { noEmptyTriggerBatch } from './no-empty-trigger-batch.js';
import { noFloatingPromiseInStep } from './no-floating-promise-in-step.js';
import { noLogsOutsideSteps } from './no-logs-outside-steps.js';
import { noMutationInStep } from './no-mutation-in-step.js';
import { noNestedSteps } from './no-nested-steps.js';
import { noRatePerSecond } from './no-rate-per-second.js';
import { noResponseReturned } from './no-response-returned.js';
import { noRetriedThrowBeforeFirstStep } from './no-retried-throw-before-first-step.js';
import { noReturnBeforeFirstStep } from './no-return-before-first-step.js';
import { noSchemaValidation } from './no-schema-validation.js';
import { noSwallowedAbort } from './no-swallowed-abort.js';
import { noSwallowedTriggerError } from './no-swallowed-trigger-error.js';
import { noTriggerAnswerAsResult } from './no-trigger-answer-as-result.js';
import { noUnawaitedStep } from './no-unawaited-step.js';
import { oneDatabaseConnection } from './one-database-connection.js';
import { operationsImplemented } from './operations-implemented.js';
import { pagination } from './pagination.js';
import { responseShape } from './response-shape.js';
import { retriedTriggersHaveRunId } from './retried-triggers-have-run-id.js';
import { signatureVerification } from './signature-verification.js';
import { singleItem } from './single-item.js';
import { stepNamePrefix } from './step-name-prefix.js';
import { typedPayloads } from './typed-payloads.js';
import { uniqueStepNames } from './unique-step-names.js';
import { validatedPayload } from './validated-payload.js';
import { workflowClass } from './workflow-class.js';

export const rules: readonly Rule[] = [
  batchedTriggers,
  boundedStepResults,
  clientBaseUrl,
  cloudReexports,
  configurationOnTrigger,
  dryRun,
  filtersExisting,
  flagsTravel,
  flowControlKey,
  flowControlLimits,
  flowControlPerLayer,
  integrationTest,
  jsonStepResults,
  itemCheckedBeforeWork,
  logPrefix,
  noAwaitBeforeParallelStep,
  noConfigurationInServe,
  noEffectsOutsideSteps,
  noEmptyTriggerBatch,
  noFloatingPromiseInStep,
  noLogsOutsideSteps,
  noMutationInStep,
  noNestedSteps,
  noRatePerSecond,
  noResponseReturned,
  noRetriedThrowBeforeFirstStep,
  noReturnBeforeFirstStep,
  noSchemaValidation,
  noSwallowedAbort,
  noSwallowedTriggerError,
  noTriggerAnswerAsResult,
  noUnawaitedStep,
  oneDatabaseConnection,
  operationsImplemented,
  pagination,
  responseShape,
  retriedTriggersHaveRunId,
  signatureVerification,
  singleItem,
  stepNamePrefix,
  typedPayloads,
  uniqueStepNames,
  validatedPayload,
  workflowClass,
];
