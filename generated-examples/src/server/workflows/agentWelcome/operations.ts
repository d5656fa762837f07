import { resultsAreInDatabase } from '@/server/cache/resultCache';
import { type AgentWelcome, welcomesCache } from '@/server/cache/welcomes';
import { type AgentProfile, countAgents, findAgent, listAgentIds } from '@/server/database/agents';
import { generateTexts } from '@/server/text/generate';
import type { AgentWelcomeContext } from './context';

const QUESTIONS_PER_AGENT = 3;

/** One agent as the steps see it. It travels between steps as JSON: no Date, Map or undefined. */
export type AgentItem = AgentProfile;

/** What is made for one agent: a JSON object. */
export type GenerateAgentResult = AgentWelcome;

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
  /** One query where results are in the database; results in Redis are counted page by page. */
  async countAgents(
    context: AgentWelcomeContext,
  ): Promise<{ totalEligible: number; toProcess: number } | undefined> {
    if (!resultsAreInDatabase()) return undefined;
    return countAgents(await context.db(), welcomesCache.kind, context.flags);
  },

  /** The ids of at most `take` eligible agents after the id `after`, always in the same order. */
  async listAgents(
    page: { after?: string; take: number },
    context: AgentWelcomeContext,
  ): Promise<string[]> {
    return listAgentIds(await context.db(), page, context.flags);
  },

  /** Those of the ids that still need work: those without a cached welcome. */
  async filterAgents(ids: string[], _context: AgentWelcomeContext): Promise<string[]> {
    return welcomesCache.missing(ids);
  },

  /** Those of the ids whose result was saved by the given root run. It makes repeats of a forced run harmless. */
  async filterAgentsSavedBy(
    rootRunId: string,
    ids: string[],
    _context: AgentWelcomeContext,
  ): Promise<string[]> {
    return welcomesCache.savedBy(ids, rootRunId);
  },

  /** Undefined when there is no such agent, or with `paidOnly` when its owner is not subscribed (any more). */
  async loadAgent(id: string, context: AgentWelcomeContext): Promise<AgentItem | undefined> {
    return findAgent(await context.db(), id, context.flags);
  },

  /** The work for one agent. */
  async generateAgent(
    item: AgentItem,
    _context: AgentWelcomeContext,
  ): Promise<GenerateAgentResult> {
    const about = `${item.title} of ${item.ownerName}`;
    const [welcomeMessage = ''] = await generateTexts({
      kind: 'a welcome message in which the agent introduces itself',
      about,
      count: 1,
    });
    const openQuestions = await generateTexts({
      kind: 'an open question to start the conversation with',
      about,
      count: QUESTIONS_PER_AGENT,
    });
    return { welcomeMessage, openQuestions };
  },

  /** Saves the result together with the root run's id, over a result that is already there. */
  async saveAgent(
    saved: { id: string; result: GenerateAgentResult; rootRunId: string },
    _context: AgentWelcomeContext,
  ): Promise<void> {
    await welcomesCache.save(saved.id, saved.result, saved.rootRunId);
  },

  /** What the run answers with, beside `success` and the id. It is kept in the logs, so keep it small. */
  answerForAgent(result: GenerateAgentResult): Record<string, unknown> {
    return { data: result };
  },

  /** Told once about every run that has failed for good. It has been logged already. */
  async onFailure(_failure: AgentWelcomeFailure): Promise<void> {},
};
