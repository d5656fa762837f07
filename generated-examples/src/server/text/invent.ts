import { createHash } from 'node:crypto';
import type { TextRequest } from './request';

const openings = ['Tell me about', 'Help me with', 'What is new in', 'Compare', 'Plan', 'Explain'];
const subjects = ['my week', 'a good book', 'the news', 'two recipes', 'a short trip', 'this idea'];

/** The same texts for the same request, in any process. */
export function inventTexts({ kind, about, count }: TextRequest): string[] {
  return Array.from({ length: count }, (_, n) => {
    const [first = 0, second = 0] = createHash('sha256').update(`${kind}\n${about}\n${n}`).digest();
    return `${about}: ${pick(openings, first)} ${pick(subjects, second)} (${n + 1})`;
  });
}

function pick(words: readonly string[], n: number): string | undefined {
  return words[n % words.length];
}
