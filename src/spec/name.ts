import { camelCase, kebabCase } from 'change-case';
import { z } from 'zod';
import { NAME_LENGTH, suggestName } from './suggest.js';

/** What is wrong with an answer, and what to write in its place. */
export interface Complaint {
  readonly message: string;
  readonly fix: string;
}

/** `foo-2` and `foo2` are one identifier, so digits never start a word of their own. */
const CASE = { mergeAmbiguousCharacters: true } as const;

const WRITTEN_NAME = /^[A-Za-z][A-Za-z0-9]*(?:[ _-]+[A-Za-z0-9]+)*$/;

/**
 * A name in any of the usual spellings (`Welcome Placeholder`, `welcomePlaceholder`, `URLParser`), read as kebab-case
 * (`welcome-placeholder`, `url-parser`). ASCII letters and digits only, at most 60 characters.
 *
 * @param example a good answer, for who gave none
 */
export function nameSchema(example = 'welcome-placeholder') {
  return z.string().transform((text, context) => {
    const complaint = complaintAbout(text.trim(), example);
    if (complaint === undefined) return kebabCase(text.trim());
    context.addIssue({
      code: 'custom',
      message: complaint.message,
      params: { fix: complaint.fix },
    });
    return z.NEVER;
  });
}

/** A payload flag's name, read as camelCase: `paid-only` → `paidOnly`. */
export function flagNameSchema() {
  return nameSchema('paidOnly').transform((name) => camelCase(name, CASE));
}

function complaintAbout(text: string, example: string): Complaint | undefined {
  if (text === '') return { message: 'it is empty', fix: `give a name, like ${example}` };
  const message = whatIsWrongWith(text);
  if (message === undefined) return undefined;
  const suggestion = suggestName(text);
  return {
    message,
    fix:
      suggestion === undefined ? `write it in ASCII letters, like ${example}` : `use ${suggestion}`,
  };
}

function whatIsWrongWith(text: string): string | undefined {
  const length = Math.max(Array.from(text).length, kebabCase(text).length);
  if (length > NAME_LENGTH) {
    return `it has ${String(length)} characters, at most ${String(NAME_LENGTH)} are allowed`;
  }
  const shown = JSON.stringify(text);
  if (/[/\\]/.test(text)) return `${shown} looks like a path, a name has no slashes`;
  if (/[^\x20-\x7e]/.test(text))
    return `${shown} has letters outside ASCII, which file names and flow-control keys cannot carry`;
  if (/^[0-9]/.test(text)) return `${shown} starts with a digit, an identifier cannot`;
  if (WRITTEN_NAME.test(text)) return undefined;
  const strange = /[^A-Za-z0-9 _-]/.exec(text)?.[0];
  return strange === undefined
    ? `${shown} starts or ends with a separator`
    : `${shown} contains ${JSON.stringify(strange)}, only letters, digits and hyphens are allowed`;
}
