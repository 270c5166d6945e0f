import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { parseCertificate } from '#lib/domain/certificate.ts';
import type { ServerView } from '#lib/services/servers/view-server.ts';
import { placeOf } from '../../_parts/server-columns.tsx';

/** How the portal reaches the server; nothing of it is asked from the server. */
export function SettingsSection({ server: { settings, authorities, changedAt } }: { server: ServerView }) {
  const own = settings.clientCertificate ? parseCertificate(Buffer.from(settings.clientCertificate)) : null;
  return (
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
        <Fact label="Ways to sign in">{settings.mechanisms.join(', ')}</Fact>
        {settings.mechanisms.some((name) => name !== 'EXTERNAL') && (
          <Fact label="Password">Kept encrypted, never shown</Fact>
        )}
        {own && (
          <Fact label="Certificate of the portal">
            {own.facts.subject}, ends <RelativeTime value={own.facts.validTo} />
          </Fact>
        )}
        <Fact label="Changed">
          <RelativeTime value={changedAt} />
        </Fact>
      </Facts>
    </Section>
  );
}
