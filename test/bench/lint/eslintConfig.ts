/**
 * What people have today: typescript-eslint's recommended rules, and the nearest public rules, which know the steps of
 * another SDK of this kind. No type information, which would cost several times as much.
 */
export const ESLINT_CONFIG = `import inngest from '@inngest/eslint-plugin';
import tseslint from 'typescript-eslint';

export default tseslint.config(...tseslint.configs.recommended, {
  plugins: { '@inngest': inngest },
  rules: inngest.configs.recommended.rules,
});
`;
