import type { AgentWelcomeContext } from './context';

/** One agent as the steps see it. It travels between steps as JSON: no Date, Map or undefined. */
export interface AgentItem {
  id: string;
}

/** What is made for one agent: a JSON object. */
export interface GenerateAgentResult {
  [field: string]: unknown;
}

/** A run that has failed for good. */
export interface AgentWelcomeFailure {
  layer: 'process' | 'paginate' | 'execute';
  workflowRunId: string;
  /** HTTP status of the last delivery. */
  status: number;
  message: string;
  payload: unknown;
}

/**
 * The business code of agent-welcome. Every operation may run more than once for the same agent, because steps are
 * delivered at least once; `saveAgent` must be an upsert.
 */
export const operations = {
  /**
   * Counts the eligible agents, and those of them that still need work, in one query.
   * Answer undefined if the store cannot: the entry route then counts page by page.
   */
  async countAgents(
    _context: AgentWelcomeContext,
  ): Promise<{ totalEligible: number; toProcess: number } | undefined> {
    return undefined;
  },

  /** The ids of at most `take` eligible agents after the id `after`, always in the same order. */
  async listAgents(
    _page: { after?: string; take: number },
    _context: AgentWelcomeContext,
  ): Promise<string[]> {
    throw new Error('Implement listAgents in src/server/workflows/agentWelcome/operations.ts');
  },

  /** Those of the ids that still need work: those without a cached result in Redis. */
  async filterAgents(_ids: string[], _context: AgentWelcomeContext): Promise<string[]> {
    throw new Error('Implement filterAgents in src/server/workflows/agentWelcome/operations.ts');
  },

  /** Those of the ids whose result was saved by the given root run. It makes repeats of a forced run harmless. */
  async filterAgentsSavedBy(
    _rootRunId: string,
    _ids: string[],
    _context: AgentWelcomeContext,
  ): Promise<string[]> {
    throw new Error(
      'Implement filterAgentsSavedBy in src/server/workflows/agentWelcome/operations.ts',
    );
  },

  /** Undefined when there is no such agent. */
  async loadAgent(_id: string, _context: AgentWelcomeContext): Promise<AgentItem | undefined> {
    throw new Error('Implement loadAgent in src/server/workflows/agentWelcome/operations.ts');
  },

  /** The work for one agent. */
  async generateAgent(
    _item: AgentItem,
    _context: AgentWelcomeContext,
  ): Promise<GenerateAgentResult> {
    throw new Error('Implement generateAgent in src/server/workflows/agentWelcome/operations.ts');
  },

  /** Saves the result together with the root run's id, over a result that is already there. */
  async saveAgent(
    _saved: { id: string; result: GenerateAgentResult; rootRunId: string },
    _context: AgentWelcomeContext,
  ): Promise<void> {
    throw new Error('Implement saveAgent in src/server/workflows/agentWelcome/operations.ts');
  },

  /** What the run answers with, beside `success` and the id. It is kept in the logs, so keep it small. */
  answerForAgent(result: GenerateAgentResult): Record<string, unknown> {
    return { result };
  },

  /** Told once about every run that has failed for good. It has been logged already. */
  async onFailure(_failure: AgentWelcomeFailure): Promise<void> {},
};
