import type { Complaint } from './name.js';
import type { Names } from './naming.js';

/** Words that cannot name a variable in a strict-mode module. Source: ECMA-262, "Keywords and Reserved Words". */
const LANGUAGE_WORDS = words(`
  arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`);

/** Fields that the payloads and answers of every workflow have already. */
const PAYLOAD_FIELDS = words(`
  dryRun force limit cursor rootRunId workflowRunId success error message result skipped`);

/** Modules of `src/server/workflows` that are not a workflow; and device names that Windows keeps. */
const TAKEN_FOLDERS = words('client payload index aux con nul prn');

/** Every object has these, so that a payload without the flag would still seem to have it. */
const OBJECT_MEMBERS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Global types and values that generated code, or the code people add to it, means by these names. */
const GLOBAL_NAMES = words(`
  Array ArrayBuffer AsyncIterable AsyncIterator Awaited BigInt Boolean Capitalize ConstructorParameters Date Error
  Exclude Extract Function Headers Infinity InstanceType Intl Iterable Iterator JSON Lowercase Map Math NaN NoInfer
  NonNullable Number Object Omit Parameters Partial Pick Promise PromiseLike Proxy Readonly ReadonlyArray ReadonlyMap
  ReadonlySet Record Reflect RegExp Request Required Response ReturnType Set String Symbol ThisType Uint8Array
  Uncapitalize Uppercase URL URLSearchParams WeakMap WeakRef WeakSet`);

/** What the files that import payload types declare or import under a fixed name. */
const TYPES_OF_THE_CODE = words('Database POST TriggerSource WorkflowRun');

/** What the module that imports the database accessor declares. */
const CONTEXT_LOCALS = words('createContext connection flags Database');

/** Members of the workflow class besides the verb; `then` would make its instances thenables. */
const CLASS_MEMBERS = words('constructor context db flags save saveToDatabase saveToRedis then');

export function complaintAboutName(names: Names): Complaint | undefined {
  if (!TAKEN_FOLDERS.has(names.camel)) return undefined;
  return {
    message: `a folder named ${names.camel} is not possible beside the files that all workflows share`,
    fix: `use ${names.name}-workflow or another name`,
  };
}

export function complaintAboutEntity(names: Names): Complaint | undefined {
  if (!PAYLOAD_FIELDS.has(names.idField)) return undefined;
  return {
    message: `${names.idField} means something else in every payload`,
    fix: `say more exactly what it is, like app-${names.entity.kebab}`,
  };
}

export function complaintAboutEntities(names: Names, singular: string): Complaint | undefined {
  const { entity, entities } = names;
  if (entity.camel !== entities.camel) return undefined;
  return {
    message: `the plural of ${entity.kebab} is the same word, but one item and many need different names`,
    fix:
      singular === entity.kebab
        ? `give the plural yourself, like ${entity.kebab}-items`
        : `give the entity in the singular, ${singular}`,
  };
}

export function complaintAboutVerb(names: Names): Complaint | undefined {
  const { kebab, camel } = names.verb;
  if (kebab === 'process' || kebab === 'paginate') {
    return {
      message: `${kebab} names another layer`,
      fix: 'use execute, or what happens to one item',
    };
  }
  if (CLASS_MEMBERS.has(camel) || camel === names.idField) {
    return {
      message: `a method named ${camel} means something else in the workflow class`,
      fix: 'use execute, or what happens to one item',
    };
  }
  if (kebab === 'get') {
    return {
      message: `the first step of layer 3 is get-${names.entity.kebab} already, and a run keeps its steps apart by name`,
      fix: 'use fetch, execute, or what happens to one item',
    };
  }
  return undefined;
}

export function complaintAboutFlag(flag: string, names: Names): Complaint | undefined {
  const fix = 'choose another name for the flag';
  if (PAYLOAD_FIELDS.has(flag) || flag === names.idField || flag === names.idsField) {
    return { message: `${flag} is a field of every such payload already`, fix };
  }
  if (OBJECT_MEMBERS.has(flag)) {
    return { message: `${flag} is a member of every object, also of one without the flag`, fix };
  }
  if (LANGUAGE_WORDS.has(flag)) {
    return { message: `${flag} is a word of the language, no variable can have that name`, fix };
  }
  return undefined;
}

export function complaintAboutType(type: string): Complaint | undefined {
  const fix = 'use another name for the type, like ProcessUsersPayload';
  if (GLOBAL_NAMES.has(type)) {
    return { message: `${type} is a global name, which the payload type would hide`, fix };
  }
  if (TYPES_OF_THE_CODE.has(type)) {
    return { message: `the generated code uses the name ${type} for something else`, fix };
  }
  return undefined;
}

export function complaintAboutAccessor(name: string, names: Names): Complaint | undefined {
  const fix = 'export the accessor under another name, like getServerDB';
  if (LANGUAGE_WORDS.has(name)) {
    return { message: `${name} is a word of the language, no import can have that name`, fix };
  }
  if (GLOBAL_NAMES.has(name)) {
    return { message: `${name} is a global name, which the import would hide`, fix };
  }
  if (CONTEXT_LOCALS.has(name) || name === names.contextType || name === names.flagsType) {
    return { message: `the generated code uses the name ${name} for something else`, fix };
  }
  return undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
