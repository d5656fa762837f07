/** Ctrl-C at a prompt: nothing has been written, and nothing is to be said about it. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** The exit code of a command that a person has stopped: 128 and the number of SIGINT. */
export const INTERRUPTED_EXIT_CODE = 130;

/**
 * Asks, and rejects with `Interrupted` on Ctrl-C. plop's prompts close the terminal then and signal their own process,
 * which may run out of work before it sees the signal and end with success, so both are listened to.
 */
export async function interruptible<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  let interrupt: () => void = () => undefined;
  const interruption = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted());
    for (const event of EVENTS) process.once(event, interrupt);
  });
  try {
    return await Promise.race([ask(), interruption]);
  } finally {
    for (const event of EVENTS) process.off(event, interrupt);
  }
}

const EVENTS = ['SIGINT', 'beforeExit'] as const;
