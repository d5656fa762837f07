import type { DryRun } from '../facts/conventionFacts.js';
import { oncePer } from '../../shared/oncePer.js';
import type { Code } from '../syntax/code.js';

interface Ways {
  readonly whenTrue: DryRun | undefined;
  readonly whenFalse: DryRun | undefined;
}

const nothing: Ways = { whenTrue: undefined, whenFalse: undefined };

/** What a test says about the dry run on either way, by the names in it; undefined where it does not say. */
export const dryRunBy = oncePer((code: Code): Ways => {
  switch (code.kind) {
    case 'reference':
      return isNamed(code.name);
    case 'member':
      return typeof code.name === 'string' ? isNamed(code.name) : nothing;
    case 'typed':
      return dryRunBy(code.value);
    case 'operation':
      return byOperation(code.operator, code.operands);
    case 'choice': {
      // `a && b` holds only where both do, `a || b` fails only where both do.
      const parts = [code.test, code.first, code.second].flatMap((part) =>
        part ? dryRunBy(part) : [],
      );
      const whenTrue = parts.map((part) => part.whenTrue).find((way) => way !== undefined);
      const whenFalse = parts.map((part) => part.whenFalse).find((way) => way !== undefined);
      if (code.operator === '&&') return { whenTrue, whenFalse: undefined };
      if (code.operator === '||') return { whenTrue: undefined, whenFalse };
      return code.operator === '??' ? dryRunBy(code.test) : nothing;
    }
    default:
      return nothing;
  }
});

function byOperation(operator: string, [left, right]: readonly Code[]): Ways {
  if (!left) return nothing;
  const ways = dryRunBy(left);
  if (operator === '!') return inverted(ways);
  const compared = right?.kind === 'constant' ? Boolean(right.value) : undefined;
  if (compared === undefined) return nothing;
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return nothing;
  return isEqual === compared ? ways : inverted(ways);
}

function isNamed(name: string): Ways {
  return /dry_?run|^(is_?)?dry$/i.test(name) ? { whenTrue: 'yes', whenFalse: 'no' } : nothing;
}

function inverted({ whenTrue, whenFalse }: Ways): Ways {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}
