import snmp from 'net-snmp';
import type { AuthProtocol, PrivProtocol } from '../port.ts';
import { authNames, privNames } from '../session.ts';

/** How what is said between a user and an engine is hidden (RFC 3826; for 256 bits its drafts). */
export type Privacy = { auth: AuthProtocol; priv: PrivProtocol; password: string };
/** The authoritative engine, with its clock as the message tells it. */
export type Moment = { engineId: Buffer; boots: number; time: number };

/** The library's AES and its longer keys are right, and are what the manager uses; its types leave them out. */
type Engine = { engineID: Buffer; engineBoots: number; engineTime: number };
const { Encryption } = snmp as unknown as {
  Encryption: {
    encryptPdu(
      priv: number,
      pdu: Buffer,
      password: string,
      auth: number,
      engine: Engine,
    ): {
      encryptedPdu: Buffer;
      msgPrivacyParameters: Buffer;
    };
    decryptPdu(priv: number, pdu: Buffer, salt: Buffer, password: string, auth: number, engine: Engine): Buffer;
  };
};

const saltOctets = 8;

/**
 * Only for what was found authentic: the library keeps the key of every engine it is asked for. null without a salt. With
 * another password it answers anything at all.
 */
export function decrypt({ auth, priv, password }: Privacy, at: Moment, salt: Buffer, encrypted: Buffer): Buffer | null {
  if (salt.length !== saltOctets) return null;
  return Encryption.decryptPdu(privNames[priv], encrypted, salt, password, authNames[auth], engineOf(at));
}

export function encrypt({ auth, priv, password }: Privacy, at: Moment, plain: Buffer) {
  const done = Encryption.encryptPdu(privNames[priv], plain, password, authNames[auth], engineOf(at));
  return { salt: done.msgPrivacyParameters, encrypted: done.encryptedPdu };
}

function engineOf({ engineId, boots, time }: Moment): Engine {
  return { engineID: engineId, engineBoots: boots, engineTime: time };
}
