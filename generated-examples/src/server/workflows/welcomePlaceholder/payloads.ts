import { readPayload } from '../payload';

/** A run has at most 1,000 steps; a longer list of ids must be triggered in parts. */
const MAX_IDS = 10000;

/** What a caller may ask for beside the users themselves; it travels through all layers. */
export interface WelcomePlaceholderFlags {
  /** Only what belongs to subscribed users */
  paidOnly?: boolean;
}

/** Layer 1. */
export interface ProcessUsersPayload extends WelcomePlaceholderFlags {
  /** Answers the statistics and starts nothing. */
  dryRun?: boolean;
  /** Works on users that already have a result, too. */
  force?: boolean;
  /** Starts at most this many users: the small batch before the full run. */
  limit?: number;
}

/** Layer 2: a page after the cursor, or the given ids. */
export interface PaginateUsersPayload extends WelcomePlaceholderFlags {
  cursor?: string;
  userIds?: string[];
  force?: boolean;
  /** How many users may still be started. */
  limit?: number;
  /** The run of layer 1 that all of this belongs to. */
  rootRunId?: string;
}

/** Layer 3: exactly one user. */
export interface GenerateUserPlaceholderPayload extends WelcomePlaceholderFlags {
  userId: string;
  force?: boolean;
  rootRunId?: string;
}

export function parseProcessUsersPayload(payload: unknown): ProcessUsersPayload {
  const fields = readPayload('welcome-placeholder:process', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    dryRun: fields.optionalBoolean('dryRun'),
    force: fields.optionalBoolean('force'),
    limit: fields.optionalCount('limit'),
  };
}

export function parsePaginateUsersPayload(payload: unknown): PaginateUsersPayload {
  const fields = readPayload('welcome-placeholder:paginate', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    cursor: fields.optionalString('cursor'),
    userIds: fields.optionalIds('userIds', MAX_IDS),
    force: fields.optionalBoolean('force'),
    limit: fields.optionalCount('limit'),
    rootRunId: fields.optionalString('rootRunId'),
  };
}

export function parseGenerateUserPlaceholderPayload(
  payload: unknown,
): GenerateUserPlaceholderPayload {
  const fields = readPayload('welcome-placeholder:execute', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    userId: fields.requiredId('userId'),
    force: fields.optionalBoolean('force'),
    rootRunId: fields.optionalString('rootRunId'),
  };
}
