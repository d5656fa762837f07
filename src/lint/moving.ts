import type { OptionToMove } from '../code/edits/moveOption.js';

/** What moves an option, or why a person must decide. */
export type Moving = { readonly move: OptionToMove } | { readonly because: string };
