'use client';

import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { changeMotd } from '../actions.ts';
import { MessageLook } from './message-look.tsx';

export type MotdChange = {
  id: string;
  host: string;
  change: { is: 'set' | 'edit'; message: { subject: string; body: string } } | { is: 'delete' };
};

type Props = {
  asking: MotdChange;
  onClose: () => void;
  onDone: (said: { seen: boolean; text: string }) => void;
};

/** Shows the message as it would be, or asks before it goes. */
export function MotdDialog({ asking, onClose, onDone }: Props) {
  const { host, change } = asking;
  const gone = change.is === 'delete';
  const carryOut = async () => {
    const answer = await changeMotd(asking);
    if (!answer.ok) return answer.failure;
    const what = `The message of the day of ${host} was ${gone ? 'deleted' : 'changed'}.`;
    const { seen } = answer.value;
    onDone({
      seen,
      text: `${what} ${answer.value.seen ? answer.value.by : `The server said so. ${answer.value.why}`}`,
    });
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger={gone}
      title={gone ? `Delete the message of the day of ${host}` : `Message of the day of ${host}`}
      description={
        gone
          ? 'Nobody is shown it any more. The portal can’t bring it back.'
          : change.is === 'set'
            ? 'Everybody who is online gets it now, everybody else when they sign in.'
            : 'Everybody gets it when they sign in next.'
      }
      confirmLabel={gone ? 'Delete message of the day' : 'Change message of the day'}
      onConfirm={carryOut}
    >
      {!gone && 'message' in change && <MessageLook {...change.message} />}
    </ConfirmDialog>
  );
}
