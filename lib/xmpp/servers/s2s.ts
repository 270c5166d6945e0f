import type { S2sSession } from './port.ts';

const nothingKnown: Omit<S2sSession, 'direction' | 'local' | 'remote' | 'state'> = {
  since: null,
  node: null,
  address: null,
  port: null,
  tls: null,
  cipher: null,
  authentication: null,
  certificateSubject: null,
  certificateExpires: null,
  bidi: null,
  stanzasIn: null,
  stanzasOut: null,
};

/** What isn't told is not known. */
export function s2sWith(
  told: Partial<S2sSession> & Pick<S2sSession, 'direction' | 'local' | 'remote' | 'state'>,
): S2sSession {
  return { ...nothingKnown, ...told };
}
