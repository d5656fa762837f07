import { WorkflowNonRetryableError } from '@upstash/workflow';

/** Reads the fields of a payload that comes from outside. */
export interface PayloadReader {
  optionalBoolean(field: string): boolean | undefined;
  optionalNumber(field: string): number | undefined;
  optionalString(field: string): string | undefined;
  /** A whole number of at least 1. */
  optionalCount(field: string): number | undefined;
  /** At least one and at most `max` different, non-empty strings. */
  optionalIds(field: string, max: number): string[] | undefined;
  requiredId(field: string): string;
}

/**
 * Every refusal is a WorkflowNonRetryableError. It is the only way out before the first step that ends the run at once
 * and tells the failure function: a `return` there is answered 400 and its value is lost, any other error is retried.
 *
 * @param source where the payload was received, `{workflow}:{layer}`; it starts the message of a refusal
 */
export function readPayload(source: string, payload: unknown): PayloadReader {
  const fields = toFields(source, payload);

  function read<T>(
    field: string,
    expected: string,
    accepts: (value: unknown) => value is T,
  ): T | undefined {
    const value = fields[field];
    if (value === undefined || value === null) return undefined;
    if (accepts(value)) return value;
    throw refusal(source, `${field} must be ${expected}, got ${preview(value)}`);
  }

  return {
    optionalBoolean: (field) => read(field, 'true or false', isBoolean),
    optionalNumber: (field) => read(field, 'a number', isNumber),
    optionalString: (field) => read(field, 'a string', isString),
    optionalCount: (field) => read(field, 'a whole number of at least 1', isCount),
    optionalIds(field, max) {
      const ids = read(field, 'a list of at least one non-empty string', isIds);
      if (ids && ids.length > max) {
        throw refusal(source, `${field} must hold at most ${max} ids, got ${ids.length}`);
      }
      return ids && [...new Set(ids)];
    },
    requiredId(field) {
      const id = read(field, 'a non-empty string', isId);
      if (id === undefined) throw refusal(source, `${field} is required`);
      return id;
    },
  };
}

function toFields(source: string, payload: unknown): Record<string, unknown> {
  if (payload === undefined || payload === null || payload === '') return {};
  if (typeof payload !== 'object' || Array.isArray(payload)) {
    throw refusal(source, `the payload must be a JSON object, got ${preview(payload)}`);
  }
  return { ...payload };
}

function refusal(source: string, reason: string): WorkflowNonRetryableError {
  return new WorkflowNonRetryableError(`[${source}] Invalid payload: ${reason}`);
}

function preview(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isId(value: unknown): value is string {
  return isString(value) && value.length > 0;
}

function isIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isId);
}
