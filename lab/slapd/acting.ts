import { readFileSync } from 'node:fs';
import { Attribute, Change, Client, Control, InsufficientAccessError, NoSuchObjectError } from 'ldapts';
import type { LabFacts } from '../facts.ts';

/** What became of an attempt: `unseen` when the directory answers as if the entry weren't there. */
export type Outcome = 'allowed' | 'refused' | 'unseen';

/** The service account acting as somebody (RFC 4370): the way in which the portal does everything. For tests of the rules. */
export class Acting {
  private readonly client: Client;
  private readonly controls: Control[];

  constructor(client: Client, person: string | null) {
    this.client = client;
    this.controls = person === null ? [] : [new ProxiedAuthorization(person)];
  }

  /** DNs that a search below `base` finds. */
  async sees(base: string, filter = '(objectClass=*)'): Promise<string[]> {
    const found = await this.client
      .search(base, { filter, attributes: ['1.1'] }, this.controls)
      .catch((error: unknown) => {
        if (error instanceof NoSuchObjectError) return { searchEntries: [] };
        throw error;
      });
    return found.searchEntries.map((entry) => entry.dn);
  }

  /** Names of the attributes of one entry that may be read; null when the entry is unseen. */
  async reads(dn: string, attributes: string[] = ['*']): Promise<Record<string, string[]> | null> {
    try {
      const found = await this.client.search(dn, { scope: 'base', attributes }, this.controls);
      const entry = found.searchEntries[0];
      if (!entry) return null;
      const { dn: _, ...rest } = entry;
      // ldapts gives an empty list for what was asked for and not sent.
      return Object.fromEntries(
        Object.entries(rest)
          .map(([name, value]) => [name, [value].flat().map(String)] as const)
          .filter(([, values]) => values.length > 0),
      );
    } catch (error) {
      if (error instanceof NoSuchObjectError) return null;
      throw error;
    }
  }

  modify(dn: string, ...changes: Change[]): Promise<Outcome> {
    return outcome(this.client.modify(dn, changes, this.controls));
  }

  set(dn: string, type: string, ...values: string[]): Promise<Outcome> {
    return this.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }));
  }

  addValue(dn: string, type: string, ...values: string[]): Promise<Outcome> {
    return this.modify(dn, new Change({ operation: 'add', modification: new Attribute({ type, values }) }));
  }

  remove(dn: string, type: string, ...values: string[]): Promise<Outcome> {
    return this.modify(dn, new Change({ operation: 'delete', modification: new Attribute({ type, values }) }));
  }

  add(dn: string, attributes: Record<string, string | string[]>): Promise<Outcome> {
    return outcome(this.client.add(dn, attributes, this.controls));
  }

  addPerson(dn: string, more: Record<string, string | string[]> = {}): Promise<Outcome> {
    const uid = /^uid=([^,]+)/.exec(dn)?.[1] ?? 'nobody';
    return this.add(dn, { objectClass: ['inetOrgPerson', 'bwPerson'], uid, cn: uid, sn: uid, ...more });
  }

  delete(dn: string): Promise<Outcome> {
    return outcome(this.client.del(dn, this.controls));
  }

  rename(dn: string, newDn: string): Promise<Outcome> {
    return outcome(this.client.modifyDN(dn, newDn, this.controls));
  }
}

/** One connection bound as the service account; `as` gives the same connection another face. */
export async function connectAsService(
  facts: LabFacts,
): Promise<{ client: Client; as(person: string | null): Acting }> {
  const { ldapsUrl, caFile, service } = facts.directory;
  const client = new Client({
    url: ldapsUrl,
    tlsOptions: { ca: [readFileSync(caFile)] },
    timeout: 10_000,
    connectTimeout: 5000,
  });
  await client.bind(service.dn, service.password);
  return { client, as: (person) => new Acting(client, person) };
}

async function outcome(operation: Promise<unknown>): Promise<Outcome> {
  try {
    await operation;
    return 'allowed';
  } catch (error) {
    if (error instanceof InsufficientAccessError) return 'refused';
    if (error instanceof NoSuchObjectError) return 'unseen';
    throw error;
  }
}

class ProxiedAuthorization extends Control {
  private readonly person: string;

  constructor(person: string) {
    super('2.16.840.1.113730.3.4.18', { critical: true });
    this.person = person;
  }

  /** The value is the authzId itself, not BER inside the octet string (RFC 4370, 3). */
  override writeControl(writer: Parameters<Control['writeControl']>[0]): void {
    writer.writeString(`dn:${this.person}`, 4);
  }
}
