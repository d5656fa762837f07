/**
 * Whether a trigger, by its name or by its url, starts the route of this name: `triggerGenerateUser` and
 * `/api/workflows/welcome/generate-user` start `generate-user`; a plural triggers many at once.
 */
export function startsRoute(trigger: string, route: string): boolean {
  const plain = simplified(route);
  const wanted = simplified(trigger.replace(/^trigger/, ''));
  return wanted === plain || wanted === `${plain}s` || trigger.includes(`/${route}`);
}

/** `welcome-placeholder` and `WelcomePlaceholder` are one name. */
export function simplified(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
