import { refreshEntries } from '../catalog/refresh.ts';
import type { Dn } from '../domain/dn.ts';
import type { Portal } from './context.ts';

/**
 * The list shows our own change with its next reading. A catalog that can't be written is no reason to call a change
 * that was made a failure: the collector finds it a moment later.
 */
export async function catalogRefresh(portal: Portal, what: { ids?: string[]; dns?: Dn[] }): Promise<void> {
  try {
    await refreshEntries(portal.directory.asService(), portal.db.prisma, portal.tree, what);
  } catch (error) {
    portal.log.warn({ err: error }, 'the catalog was not refreshed');
  }
}
