'use client';

import { useRouter } from 'next/navigation';
import type { UserView } from '#lib/services/users/view-user.ts';
import { PhotoForm } from '../../../_parts/photo-form.tsx';
import { changePhoto } from '../../actions.ts';

export function PhotoDialog({ user, onClose }: { user: UserView; onClose(): void }) {
  const router = useRouter();
  return (
    <PhotoForm
      title={`Photo of ${user.name}`}
      hasPhoto={user.hasPhoto}
      onClose={onClose}
      onSend={async (base64) => {
        const answer = await changePhoto({ id: user.id, base64 });
        router.refresh();
        return answer;
      }}
    />
  );
}
