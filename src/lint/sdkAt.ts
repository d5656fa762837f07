import type { SdkFact } from '../code/facts/configurationFacts.js';
import type { Facts } from '../code/facts/workflowFacts.js';

/** The SDK's major for a file, by the innermost package around it; undefined where it cannot be told. */
export function sdkAt({ sdks }: Pick<Facts, 'sdks'>, path: string): SdkFact['major'] {
  const around = sdks.filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
  const [innermost] = around.toSorted((a, b) => b.folder.length - a.folder.length);
  return innermost?.major;
}
