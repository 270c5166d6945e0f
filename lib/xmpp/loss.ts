/**
 * Why there is no connection, or none any more. `why` is a whole sentence for a person; `cause` is for the log.
 *
 * | is          | meaning                                                                |
 * |-------------|------------------------------------------------------------------------|
 * | network     | no address, no TCP, or the connection went away                        |
 * | timeout     | nobody answered in time                                                |
 * | tls         | no TLS could be agreed on                                              |
 * | certificate | the certificate is not one for this domain by an authority we trust    |
 * | account     | the server does not accept our account, or did not prove to know it    |
 * | nonsense    | what came is no XMPP, or beyond our bounds                             |
 * | closed      | the server or the portal ended the stream                              |
 */
export type Loss = {
  is: 'network' | 'timeout' | 'tls' | 'certificate' | 'account' | 'nonsense' | 'closed';
  why: string;
  cause?: unknown;
};

export type Outcome<T> = { ok: true; value: T } | { ok: false; loss: Loss };

export function lost(is: Loss['is'], why: string, cause?: unknown): { ok: false; loss: Loss } {
  return { ok: false, loss: { is, why, cause } };
}
