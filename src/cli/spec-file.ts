import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { TrifoldError } from '../shared/errors.js';
import { parseJson } from '../shared/json.js';
import { messageOf } from '../shared/nodeErrors.js';
import type { PartialSpec } from '../spec/answer.js';
import type { Io } from './io.js';

const fileSchema = z.record(z.string(), z.unknown());

/**
 * The answers in a JSON file, or in stdin for `-`. A `$schema` for the editor is left out.
 *
 * @throws TrifoldError CLI_SPEC_UNREADABLE
 */
export async function readSpecFile(path: string, io: Io): Promise<PartialSpec> {
  const shown = path === '-' ? 'stdin' : path;
  try {
    const text =
      path === '-' ? await io.readStdin() : await readFile(resolve(io.cwd, path), 'utf8');
    const { $schema: _, ...answers } = fileSchema.parse(parseJson(text));
    return answers;
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'it is not a JSON object' : messageOf(cause);
    throw new TrifoldError('CLI_SPEC_UNREADABLE', `cannot read answers from ${shown}`, {
      why,
      fix: 'give a JSON object such as {"name": "digest", "entity": "user"}; see `trifold schema`',
      cause,
    });
  }
}
