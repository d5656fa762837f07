import type { Colors } from 'picocolors/types.js';
import { TrifoldError } from '../shared/errors.js';

/** `error CODE: message`, then `why:` and `fix:`. Anything but a TrifoldError is a bug of ours and keeps its stack. */
export function errorText(error: unknown, colours: Colors): string {
  if (!(error instanceof TrifoldError)) return bugText(error, colours);
  const lines = [`${colours.red(`error ${error.code}`)}: ${error.message}`];
  if (error.why !== undefined) lines.push(`  ${colours.dim('why:')} ${error.why}`);
  if (error.fix !== undefined) lines.push(`  ${colours.dim('fix:')} ${error.fix}`);
  return `${lines.join('\n')}\n`;
}

/** The one JSON document of a command that failed. */
export function errorJson(error: unknown) {
  if (error instanceof TrifoldError) {
    const { code, message, why, fix } = error;
    return { error: { code, message, why: why ?? null, fix: fix ?? null } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { error: { code: 'INTERNAL', message, why: 'this is a bug in Trifold', fix: null } };
}

function bugText(error: unknown, colours: Colors): string {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${colours.red('error INTERNAL')}: this is a bug in Trifold, please report it\n${details}\n`;
}
