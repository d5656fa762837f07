import type { ProjectDefaults } from '../spec/parse.js';
import { detectAlias } from './detectAlias.js';
import { detectPaths } from './detectPaths.js';
import { detectSdk } from './detectSdk.js';
import type { Finding } from './finding.js';
import type { Project } from './project.js';

export interface Detected {
  /** What the project's files say; what they do not say is left out. */
  readonly defaults: ProjectDefaults;
  /** What the user should know, none of it an obstacle. */
  readonly findings: readonly Finding[];
}

/**
 * What the project's files say about the answers.
 * Throws HOST_SDK_TOO_OLD when its @upstash/workflow is older than 0.2.23, HOST_TSCONFIG_INVALID for a broken tsconfig.json.
 */
export async function detectDefaults(project: Project): Promise<Detected> {
  const sdk = await detectSdk(project);
  const alias = await detectAlias(project);
  const paths = await detectPaths(project, alias.value);
  const logNamespace = namespaceOf(project.packageJson.name);
  return {
    defaults: {
      ...(sdk.value === undefined ? {} : { sdk: sdk.value }),
      ...(alias.value === undefined ? {} : { alias: alias.value }),
      ...(paths === undefined ? {} : { paths }),
      ...(logNamespace === undefined ? {} : { logNamespace }),
    },
    findings: [...sdk.findings, ...alias.findings],
  };
}

/** `@acme/Web.App` → `web-app`; undefined when nothing usable is left. */
function namespaceOf(packageName: string | undefined): string | undefined {
  const words = packageName
    ?.replace(/^@[^/]*\//, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 60);
}
