import { z } from 'zod';
import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';

export interface PayloadFlags {
  /** Text of a JSON object. */
  readonly payload?: string | undefined;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly limit?: number | undefined;
}

const objectSchema = z.record(z.string(), z.unknown());

/**
 * The payload of layer 1: the fields of `--payload`, and over them those that have flags of their own.
 *
 * @throws TrifoldError CLI_USAGE
 */
export function entryPayload(flags: PayloadFlags): Record<string, unknown> {
  const { payload, dryRun, force, limit } = flags;
  return {
    ...(payload !== undefined && parsedObject(payload)),
    ...(dryRun && { dryRun }),
    ...(force && { force }),
    ...(limit !== undefined && { limit }),
  };
}

function parsedObject(text: string): Record<string, unknown> {
  try {
    return objectSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new TrifoldError('CLI_USAGE', '--payload takes a JSON object', {
      why: cause instanceof z.ZodError ? `${text} is not an object` : messageOf(cause),
      fix: `quote it for the shell, like --payload '{"paidOnly": true}'`,
      cause,
    });
  }
}
