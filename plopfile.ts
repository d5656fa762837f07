export { default } from './src/cli/plop-pack.js';
