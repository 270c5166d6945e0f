import { EntryHistory } from './entry-history.tsx';

/**
 * What was done to one entry; only for those who may read the audit log of its realm. `id` is its entryUUID.
 * For server components: after `router.refresh()` it has the new rows too.
 */
export function History({ id }: { id: string }) {
  return <EntryHistory id={id} asOf={Date.now()} />;
}
