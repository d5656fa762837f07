import { z } from 'zod';
import { resultCache } from './resultCache';

const welcomeSchema = z.object({
  welcomeMessage: z.string().min(1),
  openQuestions: z.array(z.string()).min(1),
});

export type AgentWelcome = z.output<typeof welcomeSchema>;

/** What an agent says first, and the questions it offers. */
export const welcomesCache = resultCache('welcomes', welcomeSchema);
