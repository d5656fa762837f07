import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';

/** A person's terminal: a tmux session of its own server, closed after the test. */
export class Terminal {
  readonly #socket = `trifold-${randomUUID()}`;

  constructor(cwd: string) {
    this.#tmux('new-session', '-d', '-x', '160', '-y', '60', '-c', cwd, 'env PS1=% bash --norc');
    onTestFinished(() => {
      this.#tmux('kill-server');
    });
  }

  /** Types a line and presses return. */
  enter(line: string): void {
    if (line !== '') this.#tmux('send-keys', '-l', line);
    this.press('Enter');
  }

  /** Presses a key by tmux's name for it: `Enter`, `C-c`, `Down`. */
  press(key: string): void {
    this.#tmux('send-keys', key);
  }

  /** What is on the screen, lines that the terminal wrapped joined again. */
  screen(): string {
    return this.#tmux('capture-pane', '-p', '-J').trimEnd();
  }

  /** Makes the window narrower or wider. */
  resize(columns: number): void {
    this.#tmux('resize-window', '-x', String(columns));
  }

  /** Whether the cursor is seen on the terminal's own screen, as a program has to leave it. */
  isAsItWas(): boolean {
    return this.#tmux('display-message', '-p', '#{cursor_flag}#{alternate_on}').trim() === '10';
  }

  /** Waits until the screen shows the text. */
  async shows(text: string): Promise<void> {
    await expect.poll(() => this.screen(), { timeout: 25_000, interval: 100 }).toContain(text);
  }

  #tmux(...argv: string[]): string {
    try {
      return execFileSync('tmux', ['-L', this.#socket, ...argv], { encoding: 'utf8' });
    } catch (cause) {
      throw new Error('tmux failed; install it to run the tests of the prompts', { cause });
    }
  }
}
