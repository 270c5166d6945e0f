import type { ReactNode } from 'react';
import { Frame } from '#app/_ui/frame/frame.tsx';
import { canSomewhere, realmsWhere } from '#lib/policy/can.ts';
import { isOfferedAnything } from '#lib/services/commands/offers/list-offered.ts';
import { commandsFor } from '#lib/web/commands.ts';
import { current, requireContext } from '#lib/web/current.ts';
import { navigationFor } from '#lib/web/navigation.ts';
import { NavIcon } from './_parts/nav-icon.tsx';
import { PasswordNotice } from './_parts/password-notice.tsx';
import { RealmScope } from './_parts/realm-scope.tsx';
import { Search } from './_parts/search.tsx';
import { SignOutButton } from './_parts/sign-out-button.tsx';

export const dynamic = 'force-dynamic';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const context = await requireContext();
  const asking = await current();
  const { actor } = context;
  const places = navigationFor(actor, { offered: await isOfferedAnything(context) });
  const items = places.map(({ icon, ...place }) => ({ ...place, icon: <NavIcon name={icon} /> }));
  const notice = asking.ok ? asking.value.notice : {};
  return (
    <Frame
      items={items}
      person={{ name: actor.name, detail: actor.jid || actor.uid, href: '/me' }}
      keep={['realm']}
      scope={
        canSomewhere(actor, 'realms.read') && <RealmScope everywhere={realmsWhere(actor, 'realms.read') === null} />
      }
      palette={<Search places={places} commands={commandsFor(actor)} />}
      tools={<SignOutButton />}
      notices={<PasswordNotice notice={notice} />}
    >
      {children}
    </Frame>
  );
}
