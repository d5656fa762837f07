import type { FieldFact, GivenFact } from '../../code/facts/configurationFacts.js';
import type { TextEdit } from '../finding.js';
import { fieldOf, flowControlsIn } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** Flow-control keys hold letters, digits, `-`, `_` and `.` only. */
export const flowControlKey: Rule = {
  meta: {
    id: 'flow-control-key',
    severity: 'error',
    title: 'Flow-control keys hold nothing but letters, digits, hyphens, underscores and periods',
  },
  judge: (facts) =>
    flowControlsIn(facts).flatMap(({ given, at, usedAt }): Report[] => {
      const key = fieldOf(given, 'key');
      const wrong = key && wrongIn(key.value);
      if (!key || wrong === undefined) return [];
      return [
        {
          message:
            wrong === ''
              ? 'The flow-control key is empty'
              : `The flow-control key has ${quoted(wrong)} in it`,
          // Source: `RESOURCE_NAME_PATTERN` in @upstash/workflow; QStash refuses the key of older versions, which do not look.
          why: 'the request is refused, so that nothing starts',
          fix: 'use letters, digits, `-`, `_` and `.`, such as `digest.process`',
          ...(key.at ?? at),
          edits: respelled(key),
          related: [{ message: 'used here', ...usedAt }],
        },
      ];
    }),
};

/** What must not be in the key; undefined where nothing wrong can be seen. */
function wrongIn(given: GivenFact): string | undefined {
  if (given.kind === 'text') return /[^\w.-]/.exec(constantPart(given.text))?.[0];
  if (given.kind !== 'constant' || typeof given.value !== 'string') return undefined;
  return given.value === '' ? '' : /[^\w.-]/.exec(given.value)?.[0];
}

/** Long templates are shortened with `…`; nothing is known about those. */
function constantPart(text: string): string {
  return text === '…' ? '' : text.replaceAll(/\$\{[^}]*\}+/g, '');
}

function quoted(character: string): string {
  return character === ' ' ? 'a space' : `\`${character}\``;
}

/** Periods for colons and slashes, where the key is written in its place: a constant may be used for other things. */
function respelled({ at, written }: FieldFact): TextEdit[] {
  if (!at || !written) return [];
  const { valueAt: start, valueEnd: end, value } = written;
  const [, quote, inside = ''] = /^(['"`])(.+)\1$/s.exec(value) ?? [];
  const parts = quote === '`' ? inside.split(/(\$\{[^{}`]*\})/) : [inside];
  const constantParts = parts.filter((_, index) => index % 2 === 0);
  if (quote === undefined || !constantParts.every((part) => /^[\w.:/-]*$/.test(part))) return [];
  const right = parts.map((part, index) =>
    index % 2 === 0 ? part.replaceAll(/[:/]/g, '.') : part,
  );
  const text = [quote, ...right, quote].join('');
  return text === value ? [] : [{ path: at.path, start, end, text }];
}
