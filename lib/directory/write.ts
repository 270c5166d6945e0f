import {
  AddRequest,
  Attribute,
  BerWriter,
  Change,
  type Control,
  DeleteRequest,
  ExtendedRequest,
  ModifyDNRequest,
  ModifyRequest,
} from 'ldapts';
import type { Dn } from '../domain/dn.ts';
import type { AttributeValue } from '../domain/entry.ts';
import { failed, ok, type Result } from '../domain/failure.ts';
import { tags } from './answer.ts';
import type { Request } from './connection.ts';
import { PasswordPolicyRequest, ProxiedAuthorization, Unchanged } from './controls.ts';
import { toBuffer, wireName } from './entries.ts';
import { type Action, absence, refusal } from './errors.ts';
import type { ChangeOptions, Modification, Writer } from './port.ts';
import { makeReader } from './read.ts';
import type { Session } from './session.ts';

const operations = { add: 'add', delete: 'delete', put: 'replace' } as const;
const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1';

/** Everything here carries `person` as proxied authorization: there is no other way to a Writer. */
export function makeWriter(session: Session, person: Dn): Writer {
  const identity = [new ProxiedAuthorization(person)];
  const controls = (options?: ChangeOptions): Control[] =>
    options?.unchanged === undefined ? [...identity] : [...identity, new Unchanged(options.unchanged)];
  const change = (action: Action, tag: number, build: () => Request) => carryOut(session, action, tag, build);
  return {
    ...makeReader(session, identity),
    add: (dn, attributes) => {
      const list = Object.entries(attributes)
        .filter(([, values]) => values.length > 0)
        .map(([type, values]) => toAttribute(type, values));
      return change(
        'add',
        tags.add,
        () =>
          new AddRequest({
            messageId: 0,
            dn: dn.toString(),
            attributes: list,
            controls: [...identity, new PasswordPolicyRequest()],
          }),
      );
    },
    modify: async (dn, modifications, options) => {
      const changes = modifications.filter(isChange).map(toChange);
      if (changes.length === 0) return ok(undefined);
      return change(
        'modify',
        tags.modify,
        () =>
          new ModifyRequest({
            messageId: 0,
            dn: dn.toString(),
            changes,
            controls: [...controls(options), new PasswordPolicyRequest()],
          }),
      );
    },
    rename: async (dn, newRdn, newParent, options) => {
      const { parent } = dn;
      if (!parent) return failed({ kind: 'invalid', why: 'The root of the directory has no name.', todo: '' });
      const target = (newParent ?? parent).child(newRdn.attribute, newRdn.value);
      const newSuperior = newParent && !newParent.equals(parent) ? newParent.toString() : undefined;
      const done = await change(
        'rename',
        tags.rename,
        () =>
          new ModifyDNRequest({
            messageId: 0,
            dn: dn.toString(),
            newRdn: target.rdn,
            deleteOldRdn: true,
            newSuperior,
            controls: controls(options),
          }),
      );
      return done.ok ? ok(target) : done;
    },
    delete: (dn, options) =>
      change(
        'delete',
        tags.delete,
        () => new DeleteRequest({ messageId: 0, dn: dn.toString(), controls: controls(options) }),
      ),
    changeOwnPassword: (dn, oldPassword, newPassword) => {
      const value = passwordModifyValue(dn, oldPassword, newPassword);
      return change(
        'password',
        tags.extended,
        () =>
          new ExtendedRequest({
            messageId: 0,
            oid: passwordModifyOid,
            value,
            controls: [...identity, new PasswordPolicyRequest()],
          }),
      );
    },
  };
}

async function carryOut(session: Session, action: Action, tag: number, build: () => Request): Promise<Result<void>> {
  const asked = await session.ask({ build, tag, writes: true });
  if (!asked.ok) return { ok: false, failure: absence(asked.loss, action) };
  return asked.value.result.code === 0 ? ok(undefined) : { ok: false, failure: refusal(asked.value, action) };
}

/** Adding no values is nothing to do; putting none removes the attribute (RFC 4511, 4.6). */
function isChange(modification: Modification): boolean {
  return modification.op !== 'add' || modification.values.length > 0;
}

function toChange({ op, attribute, values = [] }: Modification): Change {
  return new Change({ operation: operations[op], modification: toAttribute(attribute, values) });
}

function toAttribute(type: string, values: readonly AttributeValue[]): Attribute {
  return new Attribute({ type: wireName(type), values: values.map(toBuffer) });
}

/** PasswdModifyRequestValue (RFC 3062, 2). */
function passwordModifyValue(dn: Dn, oldPassword: string, newPassword: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn.toString(), 0x80);
  writer.writeString(oldPassword, 0x81);
  writer.writeString(newPassword, 0x82);
  writer.endSequence();
  return writer.buffer;
}
