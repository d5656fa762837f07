import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** `npx` may fetch what the machine does not have. */
export const npxEnv = { ...process.env, CI: 'true', NO_COLOR: '1', npm_config_yes: 'true' };

/** Builds and packs the package into a folder; answers the tarball's path. */
export async function packTrifold(into: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npx',
    ['pnpm', 'pack', '--json', '--pack-destination', into],
    { cwd: repository, env: npxEnv },
  );
  const [, tarball] = /"filename":\s*"([^"]+)"/.exec(stdout) ?? [];
  if (!tarball) throw new Error(`pnpm pack named no file: ${stdout}`);
  return join(into, basename(tarball));
}
