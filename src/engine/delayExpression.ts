const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  pow: Math.pow,
  sqrt: Math.sqrt,
  abs: Math.abs,
  exp: Math.exp,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
};

/**
 * The value of a `retryDelay` expression such as `pow(2, retried) * 1000`; `undefined` when it does not parse.
 *
 * Numbers, `retried`, `+ - * /`, parentheses and nine functions, as in https://upstash.com/docs/qstash/features/retry.
 * It is parsed, never evaluated as code: the text comes from a request.
 */
export function evaluateDelay(expression: string, retried: number): number | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?|[a-z]+|\S/g) ?? [];
  let position = 0;

  const take = (token: string): boolean => {
    if (tokens[position] !== token) return false;
    position += 1;
    return true;
  };

  function sum(): number {
    let value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  }

  function product(): number {
    let value = factor();
    for (;;) {
      if (take('*')) value *= factor();
      else if (take('/')) value /= factor();
      else return value;
    }
  }

  function factor(): number {
    if (take('-')) return -factor();
    if (take('(')) {
      const value = sum();
      return take(')') ? value : Number.NaN;
    }
    const token = tokens[position] ?? '';
    position += 1;
    if (/^\d/.test(token)) return Number(token);
    if (token === 'retried') return retried;
    return call(token);
  }

  function call(name: string): number {
    const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (apply === undefined || !take('(')) return Number.NaN;
    const values = [sum()];
    while (take(',')) values.push(sum());
    return take(')') ? apply(...values) : Number.NaN;
  }

  const value = sum();
  return position === tokens.length && Number.isFinite(value) ? value : undefined;
}
