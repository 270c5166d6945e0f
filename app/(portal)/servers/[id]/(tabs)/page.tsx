import type { Metadata } from 'next';
import { Columns } from '#app/_ui/frame/page.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { requireContext } from '#lib/web/current.ts';
import { placeOf } from '../../_parts/server-columns.tsx';
import { AboutSection } from '../_parts/about-section.tsx';
import { ConnectionCard } from '../_parts/connection-card.tsx';
import { readServer, serverTitle } from '../_parts/read-server.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id);
}

/** Paints what the portal knows by itself; what the server says comes when it says it. */
export default async function ServerPage({ params }: Props) {
  await requireContext();
  const result = await readServer((await params).id);
  if (!result.ok) return null;
  const { settings, authorities, id, changedAt } = result.value;
  return (
    <Columns side={<ConnectionCard id={id} first={result.value.state} />}>
      <AboutSection id={id} />
      <Section title="Settings">
        <Facts>
          <Fact label="Domain">
            <Mono value={settings.domain} copy noun="domain" />
          </Fact>
          <Fact label="Host">
            <Mono value={placeOf(settings.host, settings.port)} />
          </Fact>
          <Fact label="TLS">{settings.tls === 'direct' ? 'Direct, from the first byte on' : 'STARTTLS, required'}</Fact>
          <Fact label="Authorities">{authorities.join('; ') || 'Those of the system'}</Fact>
          <Fact label="Account">
            <Mono value={settings.jid} copy noun="JID" />
          </Fact>
          <Fact label="Password">Kept encrypted, never shown</Fact>
          <Fact label="Ways to sign in">{settings.mechanisms.join(', ')}</Fact>
          <Fact label="Changed">
            <RelativeTime value={changedAt} />
          </Fact>
        </Facts>
      </Section>
    </Columns>
  );
}
