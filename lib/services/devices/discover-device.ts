import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { addressOfKept, findDevice } from './find-device.ts';

/** Which profiles a kept device serves now; nothing is changed by it. */
export const discoverDevice = defineUseCase({
  permission: 'operations.read',
  noun: 'device',
  what: 'The device was not asked.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act({ db, xmpp, snmp, config }, { id }): Promise<Result<{ served: string[]; chosen: string[] }>> {
    const found = await findDevice({ db }, id);
    if (!found.ok) return found;
    const address = addressOfKept(xmpp.box, found.value, config.snmp);
    if (!address.ok) return address;
    const opened = await snmp.open(address.value);
    if (!opened.ok) return opened;
    try {
      const served = await snmp.discover(opened.value);
      return served.ok ? ok({ served: served.value, chosen: found.value.profiles }) : served;
    } finally {
      opened.value.close();
    }
  },
});
