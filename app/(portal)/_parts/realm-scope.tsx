'use client';

import { ChevronsUpDown, Globe } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Suspense, useState } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Popover } from '#app/_ui/overlay/popover.tsx';
import { RealmTreeList } from './realm-tree-list.tsx';
import { useRealmChoices } from './use-realm-choices.ts';

/** Which realm the lists show, with what is below it: `?realm=<Dn.key>`, kept by the navigation. */
export function RealmScope({ everywhere = true }: RealmScopeProps) {
  return (
    <Suspense>
      <Switcher everywhere={everywhere} />
    </Suspense>
  );
}

type RealmScopeProps = {
  /** The person may see all there are. */
  everywhere?: boolean;
};

function Switcher({ everywhere }: Required<RealmScopeProps>) {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const chosen = parameters.get('realm');
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  // Nothing is asked before it is opened or a realm is chosen: the frame costs the directory nothing.
  const { choices, problem } = useRealmChoices('realms.read', open || chosen !== null, round);
  const everything = everywhere ? 'All realms' : 'All your realms';
  const realm = choices?.realms.find(({ key }) => key === chosen);
  const name = chosen === null ? everything : (realm?.path ?? nameIn(chosen));

  const choose = (key: string | null) => {
    const next = new URLSearchParams(parameters);
    next.delete('page');
    if (key === null) next.delete('realm');
    else next.set('realm', key);
    setOpen(false);
    const query = next.toString();
    router.push(query ? `${pathname}?${query}` : pathname);
  };

  const trigger = (
    <button type="button" aria-label={`Realm: ${name}`} className={`${buttonClass('quiet')} min-w-0 max-w-64`}>
      <Globe aria-hidden />
      <span className="truncate">{name}</span>
      <ChevronsUpDown aria-hidden className="text-faint" />
    </button>
  );
  return (
    <Popover
      trigger={trigger}
      label="Choose a realm"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next && choices) setRound((now) => now + 1);
      }}
      className="w-80"
    >
      {choices && (
        <RealmTreeList
          label="Realms"
          realms={choices.realms}
          everything={everything}
          value={chosen}
          onChoose={(found) => choose(found?.key ?? null)}
        />
      )}
      {!choices && !problem && <SkeletonLines lines={4} />}
      {problem && (
        <p role="status" className="px-2 py-1.5 text-failing">
          {problem}
        </p>
      )}
    </Popover>
  );
}

/** Until the choices are there: the value of the key's first RDN as it is written in the address. */
function nameIn(key: string): string {
  return key.slice(key.indexOf('=') + 1).split(',')[0] ?? key;
}
