import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const ROUTE = 'src/app/(backend)/api/workflows/digest/execute-user/route.ts';

describe('gen cloud-reexport', () => {
  const POST = 'lobehub/src/app/(backend)/api/workflows/digest/execute-user/route';

  it('writes one line per layer, with the specifier of the submodule', async () => {
    const root = await hostProject();

    const argv = ['gen', 'cloud-reexport', 'digest', '--entity', 'user'];
    const { code, err } = await trifold(root, [...argv, '--cloud-submodule', 'lobehub']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await readFile(join(root, ROUTE), 'utf8')).toMatch(
      new RegExp(`^export \\{ POST \\} from ['"]${POST.replaceAll(/[()]/g, '\\$&')}['"];\n$`, 'm'),
    );
    const routes = (await writtenFiles(root)).filter((path) => path.startsWith('src/'));
    expect(routes).toHaveLength(3);
  });

  it("takes the names of the routes from the submodule's record", async () => {
    const root = await hostProject({
      'lobehub/package.json': JSON.stringify({ name: 'lobehub' }),
      'lobehub/src/keep.txt': '',
    });
    const submodule = join(root, 'lobehub');
    await writeFile(
      join(submodule, 'tsconfig.json'),
      '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
    );
    await trifold(submodule, ['gen', 'workflow', 'note', '--entity', 'person', '--verb', 'send']);

    const argv = ['gen', 'cloud-reexport', 'note', '--cloud-submodule', 'lobehub'];
    const { code, err } = await trifold(root, argv);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await writtenFiles(root)).toEqual(
      expect.arrayContaining(
        ['process-people', 'paginate-people', 'send-person'].map(
          (layer) => `src/app/(backend)/api/workflows/note/${layer}/route.ts`,
        ),
      ),
    );
  });

  it('asks for the submodule by its flag', async () => {
    const root = await hostProject();
    const { code, err } = await trifold(root, [
      'gen',
      'cloud-reexport',
      'digest',
      '--entity',
      'user',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('missing: --cloud-submodule <text>');
  });
});
