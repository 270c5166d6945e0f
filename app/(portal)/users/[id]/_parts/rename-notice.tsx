import Link from 'next/link';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import type { OpenRename } from '#lib/services/users/rename/open-rename.ts';

/** On the person's page, while a rename isn't over. */
export function RenameNotice({ id, rename }: { id: string; rename: OpenRename | null }) {
  if (!rename) return null;
  const { running, from, to } = rename;
  return (
    <Notice
      state={running ? 'unknown' : 'warning'}
      action={
        <Link href={`/users/${id}/rename`} className="flex-none font-medium underline">
          {running ? 'See how far it is' : 'Continue or take back'}
        </Link>
      }
    >
      A rename from {from} to {to} {running ? 'is under way.' : 'was interrupted.'}
    </Notice>
  );
}
