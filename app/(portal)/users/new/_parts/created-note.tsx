'use client';

import { Button } from '#app/_ui/button.tsx';
import type { CreatedUser } from '#lib/services/users/create-user.ts';
import { OneTimePassword } from '../../_parts/one-time-password.tsx';

export function CreatedNote({ created }: { created: CreatedUser }) {
  return (
    <div className="grid gap-4">
      <p role="status" className="text-base">
        {created.name} was created.
      </p>
      {created.password && <OneTimePassword password={created.password} />}
      <div className="flex gap-2">
        <Button kind="primary" href={`/users/${created.id}`}>
          Open {created.name}
        </Button>
        <Button onClick={() => window.location.reload()}>Create another user</Button>
      </div>
    </div>
  );
}
