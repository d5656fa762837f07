import type { Change } from '../../../src/host/change.js';
import type { Files } from './project.js';

/** A project before a command that does everything a command can do. */
export const before: Files = {
  'README.md': 'not ours\r\n',
  'src/edited.ts': 'export const edited = 1;\r\n',
  'src/run.sh': ['#!/bin/sh\necho old\n', 0o755],
  'src/secret.ts': ['secret', 0o600],
  'src/gone/only.ts': 'the only file of its folder\n',
  'src/moved.ts': ['moved', 0o640],
  'src/renamed/route.ts': 'old route\n',
  'src/place': 'a file whose place becomes a folder\n',
  '.trifold/digest/record.json': '{ "old": true }\n',
};

export const changes: Change[] = [
  { kind: 'write', path: '.trifold/digest/record.json', content: '{ "old": false }\n' },
  { kind: 'write', path: 'src/edited.ts', content: 'export const edited = 2;\r\n' },
  { kind: 'write', path: 'src/run.sh', content: '#!/bin/sh\necho new\n' },
  { kind: 'write', path: 'src/secret.ts', content: Buffer.from([0xff, 0x00, 0x0d]) },
  { kind: 'write', path: 'src/new/deep/file.ts', content: 'new\n' },
  { kind: 'write', path: 'bin/tool', content: 'tool\n', mode: 0o755 },
  { kind: 'delete', path: 'src/gone/only.ts' },
  { kind: 'delete', path: 'src/never-there.ts' },
  { kind: 'move', from: 'src/moved.ts', to: 'src/elsewhere/moved.ts' },
  { kind: 'move', from: 'src/renamed/route.ts', to: 'src/renamed/page/route.ts' },
  { kind: 'write', path: 'src/renamed/page/route.ts', content: 'new route\n' },
  { kind: 'delete', path: 'src/place' },
  { kind: 'write', path: 'src/place/index.ts', content: 'now a folder\n' },
];
