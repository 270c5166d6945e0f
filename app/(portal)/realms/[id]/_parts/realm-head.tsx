'use client';

import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { RealmView } from '#lib/services/realms/view-realm.ts';
import { DeleteRealmDialog } from './delete-realm-dialog.tsx';

export function RealmHead({ realm }: { realm: RealmView }) {
  const [deleting, setDeleting] = useState(false);
  const { may, above } = realm;
  return (
    <>
      <PageHead
        back={{ href: '/realms', label: 'Realms' }}
        title={realm.name}
        detail={
          <>
            {above.length > 0 && (
              <span>
                Below{' '}
                {above.map(({ id, name }, at) => (
                  <span key={id}>
                    {at > 0 && ' / '}
                    <Link
                      href={`/realms/${id}`}
                      className="underline decoration-edge underline-offset-2 hover:text-text"
                    >
                      {name}
                    </Link>
                  </span>
                ))}
              </span>
            )}
            <Mono value={realm.dn} copy noun="DN" faint />
          </>
        }
        actions={
          <Button
            icon={<Plus aria-hidden />}
            href={`/realms/new?realm=${encodeURIComponent(realm.key)}`}
            disabledReason={!may.createBelow.allowed && may.createBelow.reason}
          >
            Create sub-realm
          </Button>
        }
        menu={
          <MenuItem danger onSelect={() => setDeleting(true)} disabledReason={!may.delete.allowed && may.delete.reason}>
            Delete realm
          </MenuItem>
        }
      />
      {deleting && <DeleteRealmDialog realm={realm} onClose={() => setDeleting(false)} />}
    </>
  );
}
