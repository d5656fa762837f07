import { fileURLToPath } from 'node:url';
import { generateExamples } from './generate.js';

await generateExamples(fileURLToPath(new URL('../../generated-examples', import.meta.url)));
