import type { Called } from './throwers.js';
import type { Shape } from './value.js';

/** `Response`, or what Next.js makes of it. */
export function isResponseClass({ module, path }: Extract<Shape, { kind: 'external' }>): boolean {
  const [name] = path;
  if (module === 'global') return name === 'Response';
  return (module === 'next/server' || module === 'next/server.js') && name === 'NextResponse';
}

/** `Response.json()`, `NextResponse.redirect()`, and `c.json()` where Hono's context is called c. */
export function answersResponse({
  callee,
  receiver,
}: Pick<Called, 'callee' | 'receiver'>): boolean {
  const { shape, label } = callee;
  if (shape.kind === 'external' && isResponseClass(shape))
    return /^(json|redirect|error|rewrite|next)$/.test(shape.path[1] ?? '');
  return receiver?.shape.kind === 'unknown' && /^c\.(json|text|html|body|redirect)$/.test(label);
}
