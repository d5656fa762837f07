/** The layers of a workflow, in the order in which work goes through them. */
export const LAYERS = ['process', 'paginate', 'execute'] as const;

export type Layer = (typeof LAYERS)[number];
