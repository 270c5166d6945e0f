import { Contact, Globe, ShieldCheck } from 'lucide-react';
import { Avatar } from '#app/_ui/show/avatar.tsx';
import type { SearchHit } from './find-entries.ts';

const icons = { group: Contact, role: ShieldCheck, realm: Globe } as const;

/** Decoration beside a name: initials of a person, the shape of everything else. */
export function EntryIcon({ kind, name }: { kind: SearchHit['kind']; name: string }) {
  if (kind === 'person') return <Avatar name={name} size={20} />;
  const Icon = icons[kind];
  return (
    <span className="flex size-5 flex-none items-center justify-center text-faint">
      <Icon aria-hidden />
    </span>
  );
}
