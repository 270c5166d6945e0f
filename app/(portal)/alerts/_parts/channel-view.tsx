'use client';

import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import type { ChannelView as Channel, ChannelList, DeliveryView } from '#lib/services/alerts/channels.ts';
import { sendTestMessage } from '../actions.ts';
import { channelWords } from './channel-words.ts';
import { DeliveryList } from './delivery-list.tsx';

const refreshSeconds = 3;

/** Where alerts go out, a message to try it, and what became of the last ones. */
export function ChannelView({ mayEdit }: { mayEdit: boolean }) {
  const data = useRows<DeliveryView>('/api/alerts/channels', { refreshSeconds });
  const channels = (data.answer as ChannelList | null)?.channels;
  return (
    <>
      {channels ? (
        <ul aria-label="Channels" className="grid gap-x-8 gap-y-2 lg:grid-cols-3">
          {channels.map((channel) => (
            <ChannelItem key={channel.channel} channel={channel} mayEdit={mayEdit} onSent={data.refresh} />
          ))}
        </ul>
      ) : (
        <SkeletonLines lines={4} />
      )}
      <Section title="Messages" hint="The last fifty. What isn’t taken is tried again for a day.">
        <DeliveryList data={data} />
      </Section>
    </>
  );
}

type ItemProps = { channel: Channel; mayEdit: boolean; onSent: () => void };

function ChannelItem({ channel: { channel, from, to }, mayEdit, onSent }: ItemProps) {
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const { name, howTo } = channelWords[channel];
  const test = async () => {
    setPending(true);
    const answer = await sendTestMessage({ channel });
    setPending(false);
    if (answer.ok) toast({ title: `A test message is on its way to ${answer.value.to.join(', ')}` });
    else toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    onSent();
  };
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line border-b py-2">
      <div className="flex min-h-7 items-center gap-3">
        <h2 className="min-w-0 flex-1 font-semibold text-base">{name}</h2>
        <StateBadge state={from === null ? 'unknown' : 'ok'}>{from === null ? 'Not set' : 'Set'}</StateBadge>
      </div>
      <p className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
        {from === null ? (
          <span className="text-faint">{howTo}</span>
        ) : (
          <>
            {from} <span className="text-faint">to</span> {to.join(', ')}
          </>
        )}
      </p>
      <Button
        size="s"
        className="w-fit"
        icon={<Send aria-hidden />}
        pending={pending}
        aria-label={`Send test message: ${name}`}
        disabledReason={
          (!mayEdit && 'You may not change how the servers are watched.') || (from === null && 'The channel isn’t set.')
        }
        onClick={() => void test()}
      >
        Send test message
      </Button>
    </li>
  );
}
