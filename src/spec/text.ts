import { z } from 'zod';

/** One line of prose that ends up in a comment. */
export function lineSchema() {
  return textSchema(
    /^(?!.*\*\/)[^\r\n\u2028\u2029]{1,200}$/,
    'it goes into a comment: one line of at most 200 characters, without */',
    'shorten it to one line of plain text',
  );
}

/** A module specifier as written between quotes: `@/database/server`. */
export function moduleSpecifierSchema() {
  return textSchema(
    /^(?!\/)[A-Za-z0-9@~#._/$+-]{1,200}$/,
    'it is not a module specifier',
    'write what stands between the quotes of the import, like @/database/server',
  );
}

/** The name of an exported function: `getServerDB`. */
export function functionNameSchema() {
  return textSchema(
    /^[A-Za-z_$][A-Za-z0-9_$]{0,79}$/,
    'it is not the name of a function',
    'write it like getServerDB',
  );
}

/** The name of a type: `ProcessUsersPayload`. */
export function typeNameSchema() {
  return textSchema(
    /^[A-Z][A-Za-z0-9]{0,119}$/,
    'it is not a type name in PascalCase',
    'write it like ProcessUsersPayload',
  );
}

/** The first part of debug's namespace: `lobe-server` in `lobe-server:workflows:digest`. */
export function logNamespaceSchema() {
  return textSchema(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/,
    'a log namespace has letters, digits and . _ : - only',
    'write it like lobe-server',
  );
}

function textSchema(pattern: RegExp, message: string, fix: string) {
  return z
    .string()
    .trim()
    .check((context) => {
      if (pattern.test(context.value)) return;
      context.issues.push({
        code: 'custom',
        message,
        params: { fix },
        input: context.value,
      });
    });
}
