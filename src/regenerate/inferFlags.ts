import type { PayloadField } from '../code/adopt/typeFields.js';
import { LAYERS, type Layer } from '../spec/layers.js';

/** Fields that every payload has, so they are no flags. */
const OWN_FIELDS = ['dryRun', 'force', 'limit', 'cursor', 'rootRunId'];

const TYPES = ['boolean', 'string', 'number'];

type Fields = readonly PayloadField[];

/** Optional fields of payloads besides those that every workflow has, with the layers that have them. */
export function flagsIn(
  payloads: Readonly<Partial<Record<Layer, Fields>>>,
  { idField, shared }: { readonly idField: string; readonly shared: Fields },
) {
  const fields = LAYERS.flatMap((layer) => payloads[layer] ?? []);
  const names = new Set([...shared, ...fields].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const field = fields.find((each) => each.name === name);
    if (!field || !isFlag(field, idField)) return [];
    const layers = LAYERS.filter((layer) => payloads[layer]?.some((each) => each.name === name));
    const { type, description } = field;
    return [{ name, type, layers: withoutGap(layers), ...(description && { description }) }];
  });
}

function isFlag({ name, type }: PayloadField, idField: string): boolean {
  if (OWN_FIELDS.includes(name) || name === idField || name === `${idField}s`) return false;
  return TYPES.includes(type);
}

/** The guide drops flags between the layers; a workflow that is generated cannot. */
function withoutGap(layers: Layer[]): Layer[] {
  return layers.includes('process') && layers.includes('execute') ? [...LAYERS] : layers;
}
