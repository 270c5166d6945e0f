import Factory from 'saslmechanisms';
import type { ServerAddress } from './port.ts';
import { asBytes, type Credentials, Scram } from './scram.ts';

export type MechanismName = ServerAddress['mechanisms'][number];

/** RFC 4616. Nothing is ever sent without TLS here (see dial.ts), so neither is this. */
class Plain {
  readonly name = 'PLAIN';
  readonly clientFirst = true;
  response({ username, password }: Credentials): string {
    return asBytes(`\u0000${username}\u0000${password}`);
  }
  challenge(): never {
    throw new Error('PLAIN has no challenge');
  }
}

/**
 * RFC 4422, appendix A: the certificate says who we are. Which of its names is meant is said as well (XEP-0178, 2), because
 * @xmpp/sasl can't write the "=" that an empty answer needs (RFC 6120, 6.4.2).
 */
class External {
  readonly name = 'EXTERNAL';
  readonly clientFirst = true;
  response({ username, server }: Credentials & { server: string }): string {
    return asBytes(`${username}@${server}`);
  }
  challenge(): this {
    return this;
  }
}

/**
 * The mechanisms of one stream. `finish` is given what came with success: it throws unless a mechanism that lets the server
 * prove itself has seen the proof. Made new for each stream, because SCRAM has a state.
 */
export function mechanismsFor(allowed: readonly MechanismName[]): { factory: Factory; finish(data: string): void } {
  let scram: Scram | null = null;
  const make = (hash: 'sha1' | 'sha256') =>
    class extends Scram {
      constructor() {
        super(hash);
        scram = this;
      }
    };
  const all: Record<MechanismName, new () => unknown> = {
    EXTERNAL: External,
    'SCRAM-SHA-256': make('sha256'),
    'SCRAM-SHA-1': make('sha1'),
    PLAIN: Plain,
  };
  const factory = new Factory();
  for (const name of allowed) factory.use(name, all[name]);
  return {
    factory,
    finish(data) {
      const used = scram as Scram | null;
      if (used && !used.verified) used.final(data);
    },
  };
}
