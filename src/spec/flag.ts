import { z } from 'zod';
import { LAYERS, type Layer } from './layers.js';
import { flagNameSchema } from './name.js';
import { lineSchema } from './text.js';

const FLAG_TYPES = ['boolean', 'string', 'number'] as const;

/** An optional field that travels in the payloads, from the first layer that has it to the last. */
export const flagSchema = z
  .strictObject({
    name: flagNameSchema().meta({ description: 'camelCase name of the payload field' }),
    type: z.enum(FLAG_TYPES).default('boolean'),
    layers: z
      .array(z.enum(LAYERS))
      .min(1)
      .default([...LAYERS])
      .transform(inOrder)
      .meta({ description: 'Layers whose payload has the field; no gap in between' }),
    description: lineSchema().optional(),
  })
  .check((context) => {
    const { layers } = context.value;
    if (!layers.includes('process') || layers.includes('paginate') || layers.length === 1) return;
    context.issues.push({
      code: 'custom',
      path: ['layers'],
      message: 'process and execute without paginate: layer 2 would drop the value on the way',
      params: { fix: 'add paginate, or leave the layers out for all three' },
      input: layers,
    });
  });

export type Flag = z.output<typeof flagSchema>;

/**
 * Reads the short form of a flag, `name[:type[@layer,layer]]`: `paidOnly`, `paidOnly:boolean`, `tone:string@execute`.
 * The parts are not judged here; `flagSchema` does that.
 */
export function parseFlag(text: string): { name: string; type?: string; layers?: string[] } {
  const [head, layers] = split(text, '@');
  const [name, type] = split(head, ':');
  return {
    name: name.trim(),
    ...(type === undefined ? {} : { type: type.trim() }),
    ...(layers === undefined ? {} : { layers: layers.split(',').map((layer) => layer.trim()) }),
  };
}

/** The short form of a flag; layers are left out where it travels through all of them. */
export function flagText({ name, type, layers }: Flag): string {
  const where = layers.length === LAYERS.length ? '' : `@${layers.join(',')}`;
  return `${name}:${type}${where}`;
}

function split(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function inOrder(layers: readonly Layer[]): Layer[] {
  return LAYERS.filter((layer) => layers.includes(layer));
}
