import { z } from 'zod';
import { aliasPrefixSchema, folderSchema, urlPathSchema } from './paths.js';
import { functionNameSchema, moduleSpecifierSchema } from './text.js';

/** Project-relative folders, and the URL path that the routes get. */
export const pathsSchema = z.strictObject({
  routes: folderSchema({ root: false }).prefault('src/app/(backend)/api/workflows').meta({
    title: 'Folder of the routes',
    description: 'Where the route folders of every workflow are',
  }),
  workflows: folderSchema({ root: false }).prefault('src/server/workflows').meta({
    title: 'Folder of the workflow classes',
    description: 'Where the class, payloads and operations of every workflow are',
  }),
  api: urlPathSchema().optional().meta({
    title: 'URL path of the routes',
    description: 'Follows from the folder of the routes when left out',
  }),
});

/** How files of the project import each other: prefix → folder. */
export const aliasSchema = z.strictObject({
  prefix: aliasPrefixSchema()
    .prefault('@/')
    .meta({ title: 'Import alias', description: 'Prefix of imports inside the project' }),
  target: folderSchema({ root: true })
    .prefault('src')
    .meta({ title: 'Folder of the import alias', description: 'Folder the prefix stands for' }),
});

/** `import { getServerDB } from '@/database/server'` */
export const databaseSchema = z.strictObject({
  import: moduleSpecifierSchema().meta({
    title: 'Module of the database accessor',
    description: 'Imported by the operations, like @/database/server',
  }),
  name: functionNameSchema().prefault('getServerDB').meta({
    title: 'Name of the database accessor',
    description: 'Async function without parameters that returns the connection',
  }),
});

/** A private repository that re-exports the routes of its open-source submodule. */
export const cloudReexportSchema = z.strictObject({
  submodule: folderSchema({ root: false }).meta({
    title: 'Submodule that the cloud repository re-exports',
    description: 'Its path as import specifiers write it, like lobehub',
  }),
  root: folderSchema({ root: true }).prefault('.').meta({
    title: 'Folder of the cloud repository',
    description: 'Project-relative folder that holds its src',
  }),
});
