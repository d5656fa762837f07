import { z } from 'zod';
import { resolveInside } from '../host/paths.js';
import { openProject, type Project } from '../host/project.js';
import { readWorkflowRecord } from '../host/record.js';
import type { PartialSpec } from '../spec/answer.js';
import { nameSchema } from '../spec/name.js';
import { mergeAnswers } from '../spec/parse.js';

const naming = z.object({
  name: nameSchema(),
  cloudReexport: z.object({ submodule: z.string() }),
});

/** The answers that name a workflow's routes. */
const recorded = z.object({
  entity: z.string(),
  entities: z.string(),
  verb: z.string(),
  paths: z.object({ routes: z.string() }),
});

/** Answers on top of what the submodule has recorded about the workflow; as they are when it has recorded nothing. */
export async function withSubmoduleRecord(
  answers: PartialSpec,
  project: Project,
): Promise<PartialSpec> {
  const named = naming.safeParse(answers).data;
  if (named === undefined) return answers;
  const { absolute, stats } = await resolveInside(project, named.cloudReexport.submodule);
  if (!stats?.isDirectory()) return answers;
  const record = await readWorkflowRecord(await openProject(absolute), named.name);
  const known = recorded.safeParse(record?.answers).data;
  return known === undefined ? answers : mergeAnswers(known, answers);
}
