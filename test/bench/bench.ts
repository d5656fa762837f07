/** One measured thing. */
export interface Figure {
  readonly what: string;
  /** As it is shown, with its unit. */
  readonly measured: string;
  /** As it is shown; left out where nothing is promised. */
  readonly budget?: string;
  /** Whether the budget is kept; true where there is none. */
  readonly isKept: boolean;
}

/** A measurement that can be asked for by name. */
export interface Bench {
  /** In one line, what it measures. */
  readonly about: string;
  measure(): Promise<readonly Figure[]>;
}

/** A figure that may not be larger than its budget. */
export function atMost(what: string, value: number, budget: number, show: Show): Figure {
  return {
    what,
    measured: show(value),
    budget: `at most ${show(budget)}`,
    isKept: value <= budget,
  };
}

/** A figure that may not be smaller than its budget. */
export function atLeast(what: string, value: number, budget: number, show: Show): Figure {
  return {
    what,
    measured: show(value),
    budget: `at least ${show(budget)}`,
    isKept: value >= budget,
  };
}

/** A figure to look at; nothing is promised. */
export function noted(what: string, measured: string): Figure {
  return { what, measured, isKept: true };
}

type Show = (value: number) => string;
