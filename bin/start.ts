/** `npm start`: the portal alone, against the servers named in the settings; with its own database when DATABASE_URL is not set. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInForeground } from './foreground.ts';
import { startPortal } from './portal-processes.ts';
import { StartFailed } from './supervise.ts';

const build = fileURLToPath(new URL('../.next/BUILD_ID', import.meta.url));

await runInForeground(async (supervisor, settings) => {
  if (!existsSync(build)) throw new StartFailed('The portal isn’t built. Run npm run build first.');
  await startPortal(supervisor, settings, process.env, { dev: false });
  console.log(`Ready: ${settings.publicUrl}`);
});
