import type { Rule } from '../rule.js';
import { uniqueStepNames } from './unique-step-names.js';
import { validatedPayload } from './validated-payload.js';

export const rules: readonly Rule[] = [uniqueStepNames, validatedPayload];
