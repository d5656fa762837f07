import type { Colors } from 'picocolors/types.js';
import type { RuleMeta } from '../../lint/rule.js';

/** A line a rule. */
export function rulesText(rules: readonly RuleMeta[], colours: Colors): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, severity, title }) => {
      const colour = { error: colours.red, warning: colours.yellow, info: colours.cyan }[severity];
      return `${id.padEnd(width)}  ${colour(severity.padEnd(7))}  ${title}\n`;
    })
    .join('');
}

/** The one JSON document of `rules`. */
export function rulesJson(rules: readonly RuleMeta[]) {
  return { rules: rules.map(({ id, severity, title }) => ({ id, severity, title })) };
}

/** The table of the README. */
export function rulesMarkdown(rules: readonly RuleMeta[], linkTo: (id: string) => string): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [${id}](${linkTo(id)}) | ${severity} | ${title} |`,
  );
  return ['| rule | severity | what is right |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
