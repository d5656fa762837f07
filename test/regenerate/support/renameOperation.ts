import { Project, SyntaxKind } from 'ts-morph';
import type { Migration } from '../../../src/regenerate/migrations/migration.js';

/** Templates of version 2 call the operation `saveUser` by another name, wherever the compiler finds it. */
export const renameOperation: Migration = {
  id: 'rename-save',
  about: 'saveUser is called storeUser',
  step: { of: 'templates', from: 1, to: 2 },
  apply: async (files, { aliases, selected }) => {
    const project = new Project({
      useInMemoryFileSystem: true,
      compilerOptions: {
        baseUrl: '/',
        paths: Object.fromEntries(
          aliases.map(({ prefix, target }) => [`${prefix}*`, [`./${target}/*`]]),
        ),
      },
    });
    for (const { path, text } of files) project.createSourceFile(`/${path}`, text);
    for (const path of selected.filter((each) => each.endsWith('/operations.ts'))) {
      const [method] = project
        .getSourceFileOrThrow(`/${path}`)
        .getDescendantsOfKind(SyntaxKind.MethodDeclaration)
        .filter((each) => each.getName() === 'saveUser');
      method?.rename('storeUser');
    }
    const changed = files.map(({ path }) => ({
      path,
      text: project.getSourceFileOrThrow(`/${path}`).getFullText(),
    }));
    return {
      files: changed.filter(({ text }, index) => text !== files[index]?.text),
      undecided: [],
    };
  },
};
