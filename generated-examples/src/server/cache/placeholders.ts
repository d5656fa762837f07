import { z } from 'zod';
import { resultCache } from './resultCache';

const placeholdersSchema = z.object({ placeholders: z.array(z.string()).min(1) });

export type Placeholders = z.output<typeof placeholdersSchema>;

/** What the input field of a user suggests to type. */
export const placeholdersCache = resultCache('placeholders', placeholdersSchema);
