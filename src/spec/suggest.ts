import { kebabCase } from 'change-case';

/** Letters that Unicode does not decompose into an ASCII letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};

const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');

export const NAME_LENGTH = 60;

/**
 * The nearest kebab-case name to a text that is none: `2fast` → `two-fast`, `người-dùng` → `nguoi-dung`.
 * `undefined` when nothing of the text is left, as with `../..`.
 */
export function suggestName(text: string): string | undefined {
  const ascii = transliterate(text.slice(0, 400)).replaceAll(/['’`]/g, '');
  const words = kebabCase(ascii.replaceAll(/[^A-Za-z0-9]+/g, ' ').trim());
  const name = shorten(spellLeadingDigits(words));
  return name === '' ? undefined : name;
}

/** The candidate that is at most two edits away from a misspelt word. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates
    .map((candidate) => ({
      candidate,
      edits: editDistance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, edits }) => edits <= 2 && edits < candidate.length / 2)
    .sort((a, b) => a.edits - b.edits);
  return scored[0]?.candidate;
}

function transliterate(text: string): string {
  return Array.from(text.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .map((letter) => {
      const replacement = LETTERS[letter.toLowerCase()];
      if (replacement === undefined) return letter;
      return letter === letter.toLowerCase() ? replacement : replacement.toUpperCase();
    })
    .join('');
}

function spellLeadingDigits(words: string): string {
  const digits = /^[0-9]+/.exec(words)?.[0] ?? '';
  const spelled = Array.from(digits, (digit) => DIGITS[Number(digit)]);
  return [...spelled, words.slice(digits.length).replace(/^-/, '')].filter(Boolean).join('-');
}

function shorten(name: string): string {
  if (name.length <= NAME_LENGTH) return name;
  const cut = name.slice(0, NAME_LENGTH);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : cut;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(a).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (row[column - 1] ?? 0) + (b[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replace, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
