import { readFileSync } from 'node:fs';

type Manifest = { node: Record<string, { exportedName?: string; filename?: string }> };

/** The id under which the build serves a server action. */
export async function actionId(name: string): Promise<string> {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest;
  const found = Object.entries(manifest.node).find(([, action]) => action.exportedName === name);
  if (!found) throw new Error(`the build has no server action ${name}`);
  return found[0];
}
