import { createFormatter } from '../../../src/format/formatter.js';
import { plan } from '../../../src/generate/plan.js';
import { templatesIn } from '../../../src/generate/templates.js';
import { parseWorkflowSpec } from '../../../src/spec/parse.js';

export interface GeneratedText {
  readonly path: string;
  /** Formatted. */
  readonly text: string;
}

/** What the templates write, in both ways to dispatch. */
export async function generatedFiles(root: string): Promise<GeneratedText[]> {
  const format = createFormatter(root);
  const specs = (['chunk', 'item'] as const).map((dispatch) =>
    parseWorkflowSpec({ name: 'digest', entity: 'user', dispatch }),
  );
  const files = specs.flatMap((spec) => plan(spec, templatesIn()));
  return Promise.all(
    files.map(async ({ path, content }) => ({ path, text: await format(path, content) })),
  );
}
