import { eq } from 'drizzle-orm';
import { users } from './schema';

/** Whose items count. */
export interface Scope {
  /** Subscribed users only; an agent belongs to a user, and counts when its owner does. */
  readonly paidOnly?: boolean | undefined;
}

/** The condition for a query that has the users in it. */
export function inScope({ paidOnly }: Scope) {
  return paidOnly === true ? eq(users.subscribed, true) : undefined;
}
