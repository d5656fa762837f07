import { writeFileSync } from 'node:fs';

// Loaded before the script that is measured, to note at its end what it took.
process.on('exit', () => {
  writeFileSync(process.env.USAGE_FILE, JSON.stringify(process.resourceUsage()));
});
