import type { Colors } from 'picocolors/types.js';
import type { RunTotals } from './run-trees.js';

/** The local engine as an application reaches it. */
export interface DevServer {
  readonly url: string;
  readonly token: string;
  readonly signingKeys: { readonly current: string; readonly next: string };
  /** Hosts besides loopback that deliveries may go to. */
  readonly allowHosts: readonly string[];
  /** Where the application probably listens. */
  readonly appUrl: string;
}

/** The variables that the application needs; all but the address are the same at every start. */
export function devEnvironment(server: DevServer): Record<string, string> {
  return {
    QSTASH_URL: server.url,
    QSTASH_TOKEN: server.token,
    QSTASH_CURRENT_SIGNING_KEY: server.signingKeys.current,
    QSTASH_NEXT_SIGNING_KEY: server.signingKeys.next,
    APP_URL: server.appUrl,
  };
}

/** What is said at the start. */
export function devBanner(server: DevServer, colours: Colors): string {
  const variables = Object.entries(devEnvironment(server)).map(
    ([name, value]) => `${colours.cyan(name)}=${value}\n`,
  );
  const hosts = ['this machine', ...server.allowHosts].join(', ');
  const port = new URL(server.url).port;
  return [
    `${colours.green('ready')} QStash for development at ${colours.bold(server.url)}, delivers to ${hosts}\n`,
    '\nPut this into .env.local of the application, and correct APP_URL if it listens elsewhere:\n\n',
    ...variables,
    `\nWith @upstash/workflow 1.3 and later QSTASH_DEV=true${port === '8080' ? '' : ` and QSTASH_DEV_PORT=${port}`} may stand for the first four.\n`,
    `Then \`trifold trigger <workflow> --dry-run\` starts a workflow. Ctrl-C ends this.\n\n`,
  ].join('');
}

/** What is said at the end. */
export function devSummary(totals: RunTotals): string {
  const { started, succeeded, failed, canceled, retries } = totals;
  if (started === 0) return 'nothing was triggered\n';
  const open = started - succeeded - failed - canceled;
  const parts = [
    `${String(succeeded)} done`,
    failed > 0 ? `${String(failed)} failed` : '',
    canceled > 0 ? `${String(canceled)} canceled` : '',
    open > 0 ? `${String(open)} given up in progress` : '',
    retries > 0 ? `${String(retries)} ${retries === 1 ? 'retry' : 'retries'}` : '',
  ];
  return `${String(started)} ${started === 1 ? 'run' : 'runs'}: ${parts.filter(Boolean).join(', ')}\n`;
}
