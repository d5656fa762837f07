import { readPayload } from '../payload';

/** A run has at most 1,000 steps; a longer list of ids must be triggered in parts. */
const MAX_IDS = 10000;

/** What a caller may ask for beside the agents themselves; it travels through all layers. */
export interface AgentWelcomeFlags {
  /** Only what belongs to subscribed users */
  paidOnly?: boolean;
}

/** Layer 1. */
export interface ProcessAgentsPayload extends AgentWelcomeFlags {
  /** Answers the statistics and starts nothing. */
  dryRun?: boolean;
  /** Works on agents that already have a result, too. */
  force?: boolean;
  /** Starts at most this many agents: the small batch before the full run. */
  limit?: number;
}

/** Layer 2: a page after the cursor, or the given ids. */
export interface PaginateAgentsPayload extends AgentWelcomeFlags {
  cursor?: string;
  agentIds?: string[];
  force?: boolean;
  /** How many agents may still be started. */
  limit?: number;
  /** The run of layer 1 that all of this belongs to. */
  rootRunId?: string;
}

/** Layer 3: exactly one agent. */
export interface GenerateAgentWelcomePayload extends AgentWelcomeFlags {
  agentId: string;
  force?: boolean;
  rootRunId?: string;
}

export function parseProcessAgentsPayload(payload: unknown): ProcessAgentsPayload {
  const fields = readPayload('agent-welcome:process', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    dryRun: fields.optionalBoolean('dryRun'),
    force: fields.optionalBoolean('force'),
    limit: fields.optionalCount('limit'),
  };
}

export function parsePaginateAgentsPayload(payload: unknown): PaginateAgentsPayload {
  const fields = readPayload('agent-welcome:paginate', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    cursor: fields.optionalString('cursor'),
    agentIds: fields.optionalIds('agentIds', MAX_IDS),
    force: fields.optionalBoolean('force'),
    limit: fields.optionalCount('limit'),
    rootRunId: fields.optionalString('rootRunId'),
  };
}

export function parseGenerateAgentWelcomePayload(payload: unknown): GenerateAgentWelcomePayload {
  const fields = readPayload('agent-welcome:execute', payload);
  return {
    paidOnly: fields.optionalBoolean('paidOnly'),
    agentId: fields.requiredId('agentId'),
    force: fields.optionalBoolean('force'),
    rootRunId: fields.optionalString('rootRunId'),
  };
}
