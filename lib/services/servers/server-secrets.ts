import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { NewSecrets, ServerSecrets, ServerSettings } from '../../store/managed-servers.ts';

/** null: what is kept stays, where something is. */
export const secretsInput = {
  secret: z.string().min(1, 'Enter the password.').max(1024, 'At most 1024 characters.').nullable(),
  clientKey: z
    .string()
    .trim()
    .min(1, 'Paste the key.')
    .max(50_000, 'This is too long for a key.')
    .nullable()
    .default(null),
};

/** What the settings need is there, typed or kept: a password for every way but EXTERNAL, a certificate with its key for that. */
export function checkSecrets(
  settings: ServerSettings,
  typed: NewSecrets,
  kept: ServerSecrets | null,
): Result<ServerSecrets> {
  const password = typed.password ?? kept?.password ?? '';
  if (password === '' && settings.mechanisms.some((name) => name !== 'EXTERNAL'))
    return failed({
      kind: 'invalid',
      why: 'Signing in needs a password.',
      todo: 'Enter the password, or choose EXTERNAL alone.',
      field: 'secret',
    });
  if (!settings.mechanisms.includes('EXTERNAL')) return ok({ password, clientKey: '' });
  if (settings.clientCertificate === '')
    return failed({
      kind: 'invalid',
      why: 'EXTERNAL signs in by a certificate of the portal’s own, and there is none.',
      todo: 'Paste the certificate, or leave EXTERNAL out.',
      field: 'settings.clientCertificate',
    });
  const clientKey = typed.clientKey ?? kept?.clientKey ?? '';
  const problem = keyProblem(settings.clientCertificate, clientKey);
  return problem ? failed({ kind: 'invalid', ...problem, field: 'clientKey' }) : ok({ password, clientKey });
}

function keyProblem(certificate: string, key: string): { why: string; todo: string } | null {
  if (key === '') return { why: 'The key of the certificate is missing.', todo: 'Paste it; it is kept encrypted.' };
  if (/ENCRYPTED/.test(key.slice(0, 200)))
    return { why: 'The key is protected by a passphrase.', todo: 'Paste it without one: it is kept encrypted here.' };
  try {
    if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return null;
  } catch {
    return { why: 'This is no key in PEM form.', todo: 'Paste it with its BEGIN and END lines.' };
  }
  return { why: 'The key does not belong to the certificate.', todo: 'Paste the two that belong together.' };
}
