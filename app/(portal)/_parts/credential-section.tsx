'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { CertificateFacts } from '#lib/domain/certificate.ts';
import type { SshKeyFacts } from '#lib/domain/ssh-key.ts';
import type { CredentialChange } from '#lib/services/users/credentials.ts';
import type { Answer } from '#lib/web/answer.ts';
import { AddCertificateDialog, AddKeyDialog } from './add-credential.tsx';

export type SendCredential = (change: CredentialChange) => Promise<Answer<void>>;
type Props = {
  certificates: CertificateFacts[];
  sshKeys: SshKeyFacts[];
  disabledReason?: string;
  onChange: SendCredential;
};

const dayMs = 86_400_000;
const soonMs = 30 * dayMs;

/** X.509 certificates and SSH public keys, with when they end. */
export function CredentialSection({ certificates, sshKeys, disabledReason, onChange }: Props) {
  const [adding, setAdding] = useState<'certificate' | 'key' | null>(null);
  const toast = useToast();
  const remove = async (change: CredentialChange, what: string, back?: CredentialChange) => {
    const answer = await onChange(change);
    if (!answer.ok) return toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    toast({ title: `${what} was removed`, undo: back && (async () => void (await onChange(back))) });
  };
  return (
    <Section
      title="Certificates and keys"
      action={
        <>
          <Button
            kind="quiet"
            size="s"
            icon={<Plus aria-hidden />}
            onClick={() => setAdding('certificate')}
            disabledReason={disabledReason}
          >
            Add certificate
          </Button>
          <Button
            kind="quiet"
            size="s"
            icon={<Plus aria-hidden />}
            onClick={() => setAdding('key')}
            disabledReason={disabledReason}
          >
            Add SSH key
          </Button>
        </>
      }
    >
      {certificates.length + sshKeys.length === 0 && <p className="py-1 text-faint text-sm">Nothing yet.</p>}
      <ul className="grid divide-y divide-line">
        {certificates.map((certificate) => (
          <li key={certificate.fingerprint} className="flex items-start gap-3 py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="font-medium [overflow-wrap:anywhere]">{certificate.subject}</p>
              <p className="text-soft text-xs">Issued by {certificate.issuer}</p>
              <p className="text-faint text-xs">
                SHA-256 <Mono value={certificate.fingerprint} wrap />
              </p>
            </div>
            <Expiry at={certificate.validTo} />
            <IconButton
              size="s"
              label={`Remove certificate ${certificate.subject}`}
              icon={<Trash2 />}
              disabledReason={disabledReason}
              onClick={() =>
                remove({ is: 'remove certificate', fingerprint: certificate.fingerprint }, 'The certificate')
              }
            />
          </li>
        ))}
        {sshKeys.map((key) => (
          <li key={key.fingerprint} className="flex items-start gap-3 py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="font-medium [overflow-wrap:anywhere]">{key.comment || 'SSH key'}</p>
              <p className="text-soft text-xs">{key.type}</p>
              <Mono value={key.fingerprint} wrap faint />
            </div>
            <Expiry at={key.expires} />
            <IconButton
              size="s"
              label={`Remove SSH key ${key.comment}`}
              icon={<Trash2 />}
              disabledReason={disabledReason}
              onClick={() =>
                remove({ is: 'remove key', fingerprint: key.fingerprint }, 'The key', { is: 'add key', line: key.line })
              }
            />
          </li>
        ))}
      </ul>
      {adding === 'certificate' && <AddCertificateDialog onSend={onChange} onClose={() => setAdding(null)} />}
      {adding === 'key' && <AddKeyDialog onSend={onChange} onClose={() => setAdding(null)} />}
    </Section>
  );
}

function Expiry({ at }: { at: string | null }) {
  if (!at) return <span className="text-faint text-xs">no expiry</span>;
  const left = Date.parse(at) - Date.now();
  const state: State = left < 0 ? 'failing' : left < soonMs ? 'warning' : 'ok';
  return (
    <StateBadge state={state}>
      {left < 0 ? 'Expired ' : 'Expires '}
      <RelativeTime value={at} none="" />
    </StateBadge>
  );
}
