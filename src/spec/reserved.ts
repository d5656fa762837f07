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

/** Members of the workflow class besides the verb; `then` would make its instances thenables. */
const CLASS_MEMBERS = words('constructor context flags save saveToDatabase saveToRedis then');

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
  return undefined;
}

export function complaintAboutFlag(flag: string, names: Names): Complaint | undefined {
  const fix = 'choose another name for the flag';
  if (PAYLOAD_FIELDS.has(flag) || flag === names.idField || flag === names.idsField) {
    return { message: `${flag} is a field of every such payload already`, fix };
  }
  if (LANGUAGE_WORDS.has(flag) || flag === 'constructor') {
    return { message: `${flag} is a word of the language, no variable can have that name`, fix };
  }
  return undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
