/** Regenerates with templates that have changed; it is given their folder. */
import { templatesIn, type Templates } from '../../../src/generate/templates.js';
import { regenerateProject } from '../../../src/regenerate/regenerate.js';
import { mayBeEnded } from '../../host/support/endings.js';

await mayBeEnded((project, disk, [folder]) =>
  regenerateProject(project, {
    write: true,
    trifoldVersion: '1.0.0',
    templates: changed(templatesIn(folder)),
    set: { test: false },
    disk,
  }),
);

/** Few files say something else: a run takes as long as they take to be formatted. */
function changed(templates: Templates): Templates {
  return (path) => {
    const render = templates(path);
    return (view) =>
      render(view)
        .replace('Layer 1:', 'Layer 1 (new):')
        .replace('Layer 3:', 'Layer 3 (new):')
        .replace('/** What every operation', '/** What each operation');
  };
}
