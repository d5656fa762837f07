import type { Place } from '../syntax/code.js';

/** A place in a file of the project; paths are project relative. */
export interface Location extends Place {
  path: string;
}
