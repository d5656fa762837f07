/** The one door to the compiler: ts-morph carries its own, so that the version in the user's project does not matter. */
export { ts } from 'ts-morph';
