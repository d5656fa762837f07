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

function remarksAbout({ folder, changedSince }: ProjectTemplates): Remark[] {
  if (folder === undefined || changedSince.length === 0) return [];
  const path = folder.replace(/^\.\//, '');
  return [
    {
      message: `Trifold's own templates have changed since they were ejected: ${changedSince.join(', ')}`,
      fix: `compare them with \`trifold eject ${path} --diff\` and take over what you want`,
    },
  ];
}
