import { fileURLToPath } from 'node:url';

/** The example application's folder. */
export const appFolder = fileURLToPath(new URL('..', import.meta.url));
