import type { Alias } from '../code/follow/resolve.js';
import type { Finding } from './finding.js';
import { judge } from './judge.js';
import { rules } from './rules/index.js';
import { validatedPayload } from './rules/validated-payload.js';

export interface PlannedText {
  /** Project relative, forward slashes. */
  readonly path: string;
  readonly content: string;
}

export interface VerifyOptions {
  /** The import alias of the project: `{ prefix: '@/', target: 'src' }`. */
  readonly alias: Alias;
  /** The major of the SDK that the files are meant for. */
  readonly sdk: 0 | 1;
}

/** Others speak of what is left to people, such as operations to implement. */
const verified = rules.filter(
  ({ meta }) => meta.severity === 'error' || meta.id === validatedPayload.meta.id,
);

/**
 * Judges files that are not written yet, in memory: syntax, and validated payloads, and the rules about what breaks on the SDK. Every finding is an error.
 * Imports are followed among the given files; what they import from elsewhere is taken on trust.
 */
export async function verifyPlannedFiles(
  files: readonly PlannedText[],
  { alias, sdk }: VerifyOptions,
): Promise<Finding[]> {
  // The compiler takes two thirds of a second to load; only those who verify pay for it.
  const { readFacts } = await import('../code/facts/readFacts.js');
  const sources = files.map(({ path, content }) => ({ path, text: content }));
  const sdks = [{ folder: '', major: sdk }];
  const facts = readFacts(sources, { aliases: [alias], sdks, readsAll: true });
  const findings = judge(facts, verified);
  // What people may leave for later, code that is handed to them may not have.
  return findings.map((finding) => ({ ...finding, severity: 'error' }));
}
