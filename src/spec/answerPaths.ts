/** Answers, nested as in a spec, and incomplete. */
type Answers = Record<string, unknown>;

/** Every answer by its dotted path; lists are answers. */
export function answersByPath(answers: Answers, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]) =>
      isGroup(value)
        ? Object.entries(answersByPath(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value] as const],
    ),
  );
}

/** The answers without the one of a path, or without a group of them; as they are where it is not among them. */
export function withoutAnswer(answers: Answers, [key = '', ...rest]: readonly string[]): Answers {
  const { [key]: value, ...others } = answers;
  if (rest.length === 0) return others;
  return isGroup(value) ? { ...others, [key]: withoutAnswer(value, rest) } : answers;
}

/** Whether answers are kept together under one key, such as `paths`. */
export function isGroup(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
