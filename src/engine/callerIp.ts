/** Everybody who sends something to the engine is on this machine. */
export const CALLER_IP = '127.0.0.1';

/**
 * The caller's address as the API shows it.
 *
 * Under both names: `callerIP` in https://upstash.com/docs/qstash/openapi.yaml for messages, `callerIp` there for
 * schedules and in the types of `@upstash/qstash` for both.
 */
export const CALLER = { callerIP: CALLER_IP, callerIp: CALLER_IP };
