import { afterEach, beforeEach, vi } from 'vitest';

/** Keeps the console still in every test of the file, and puts spies and variables back after each. */
export function quiet(): void {
  beforeEach(() => {
    for (const method of ['log', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockReturnValue();
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
}
