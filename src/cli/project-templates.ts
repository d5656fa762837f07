import { type ProjectTemplates, templatesOf } from '../generate/templateFolder.js';
import { loadConfig } from '../host/config.js';
import type { Project } from '../host/project.js';
import type { Remark } from '../report/generate.js';

/** The project's templates, and what the user should know about them. */
export async function projectTemplates(
  project: Project,
): Promise<ProjectTemplates & { readonly remarks: readonly Remark[] }> {
  const found = await templatesOf(project, await loadConfig(project));
  return { ...found, remarks: remarksAbout(found) };
}

function remarksAbout({ folder, changedSince, unused }: ProjectTemplates): Remark[] {
  if (folder === undefined) return [];
  const path = folder.replace(/^\.\//, '');
  const remarks: Remark[] = [];
  if (changedSince.length > 0) {
    remarks.push({
      message: `Trifold's own templates have changed since they were ejected: ${changedSince.join(', ')}`,
      fix: `compare them with \`trifold eject ${path} --diff\` and take over what you want`,
    });
  }
  if (unused.length > 0) {
    remarks.push({
      message: `${path}/files.json.hbs has no entry for ${unused.join(', ')}`,
      fix: 'add one, or delete the template',
    });
  }
  return remarks;
}
