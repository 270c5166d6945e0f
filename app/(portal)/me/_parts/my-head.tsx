'use client';

import { Camera } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Avatar } from '#app/_ui/show/avatar.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { Term } from '#app/_ui/show/term.tsx';
import type { MyView } from '#lib/services/me/view-me.ts';
import { PhotoForm } from '../../_parts/photo-form.tsx';
import { changeMyPhoto } from '../actions.ts';

export function MyHead({ me }: { me: MyView }) {
  const [choosing, setChoosing] = useState(false);
  const router = useRouter();
  const send = async (base64: string | null) => {
    const answer = await changeMyPhoto({ base64 });
    router.refresh();
    return answer;
  };
  return (
    <>
      <PageHead
        title="Me"
        picture={<Avatar name={me.name} photo={me.hasPhoto ? `/api/me/photo?at=${me.modifiedAt}` : null} size={64} />}
        detail={
          <>
            <span className="font-medium text-text">{me.name}</span>
            {me.jid && (
              <span className="inline-flex items-center gap-1.5">
                <Term tip="Your address for chat. People who want to reach you add it to their contacts.">JID</Term>
                <Mono value={me.jid} copy noun="JID" />
              </span>
            )}
            {me.realm && <Chip>{me.realm}</Chip>}
          </>
        }
        actions={
          <Button icon={<Camera aria-hidden />} onClick={() => setChoosing(true)}>
            Change photo
          </Button>
        }
      />
      {choosing && (
        <PhotoForm title="Change photo" hasPhoto={me.hasPhoto} onClose={() => setChoosing(false)} onSend={send} />
      )}
    </>
  );
}
