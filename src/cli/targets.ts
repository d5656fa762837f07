import { DEVELOPMENT_TOKEN } from '../engine/signature.js';
import type { Project } from '../host/project.js';
import { TrifoldError } from '../shared/errors.js';
import { DEFAULT_APP_URL, DEFAULT_PORT } from './addresses.js';
import { readVariables, type Variable } from './env-files.js';

/** Who delivers, and to which application. */
export interface Targets {
  readonly qstash: { readonly url: string; readonly token: string; readonly from: string };
  /** Without a slash at the end. */
  readonly appUrl: string;
}

export interface TargetOptions {
  readonly project: Project;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From the command line. */
  readonly appUrl: string | undefined;
}

/**
 * Where the application's own client would go: to the development server with `QSTASH_DEV`, else to `QSTASH_URL`, but
 * without either to the local engine, not to the cloud.
 *
 * @throws TrifoldError CLI_TARGET_INVALID, CLI_TOKEN_MISSING
 */
export async function findTargets({ project, env, appUrl }: TargetOptions): Promise<Targets> {
  const variable = await readVariables(project, env);
  const app =
    appUrl === undefined
      ? (variable('APP_URL') ?? { value: DEFAULT_APP_URL, from: 'the default' })
      : { value: appUrl, from: '--url' };
  return { qstash: qstashOf(variable), appUrl: checkedUrl(app).replace(/\/+$/, '') };
}

function qstashOf(variable: (name: string) => Variable | undefined): Targets['qstash'] {
  const dev = variable('QSTASH_DEV');
  // Source: `@upstash/qstash`, `shouldUseDevelopmentMode` and `getDevUrl`.
  if (dev?.value === 'true' || dev?.value === '1') {
    const port = variable('QSTASH_DEV_PORT')?.value ?? String(DEFAULT_PORT);
    return { url: `http://127.0.0.1:${port}`, token: DEVELOPMENT_TOKEN, from: 'QSTASH_DEV' };
  }
  const given = variable('QSTASH_URL');
  if (given === undefined) {
    const url = `http://127.0.0.1:${String(DEFAULT_PORT)}`;
    return { url, token: DEVELOPMENT_TOKEN, from: 'the default' };
  }
  const token = variable('QSTASH_TOKEN')?.value;
  if (token === undefined) {
    throw new TrifoldError('CLI_TOKEN_MISSING', `there is no token for ${given.value}`, {
      why: `QSTASH_URL comes from ${given.from}, and QSTASH_TOKEN is not set`,
      fix: `set QSTASH_TOKEN, too; \`trifold dev\` prints both`,
    });
  }
  return { url: checkedUrl(given).replace(/\/+$/, ''), token, from: `QSTASH_URL in ${given.from}` };
}

function checkedUrl({ value, from }: Variable): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new TrifoldError('CLI_TARGET_INVALID', `${JSON.stringify(value)} is not a URL`, {
    why: `it comes from ${from}`,
    fix: 'write it with its protocol, like http://localhost:3000',
  });
}
