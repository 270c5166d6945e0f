import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Identity, SnmpAddress } from '../../snmp/port.ts';
import { auditedEvent } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { checkDeviceSecrets, deviceSecretsInput, noSecrets, secretsNeeded } from './device-secrets.ts';
import { addressOf, deviceSettings, goesElsewhere } from './device-settings.ts';
import { addressOfKept, findDevice } from './find-device.ts';

export type DeviceStep = {
  step: 'address' | 'answer' | 'identity' | 'profiles';
  ok: boolean;
  detail: string;
  ms: number;
};
export type DeviceTest = { steps: DeviceStep[]; identity: Identity | null; profiles: string[] };

/**
 * Asks the device with settings that are kept or only typed yet: address, an SNMP answer, who it is, and which profiles it
 * serves. Ends at the first step that fails. `secrets` null takes the kept ones, if they would go to the same place.
 */
export const testDevice = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not tested.',
  input: z.object({ id: z.uuid().nullable(), settings: deviceSettings, secrets: deviceSecretsInput }),
  find: wholeSystem,
  async act(context, { id, settings, secrets: typed }): Promise<Result<DeviceTest>> {
    const address = await addressFor(context, id, settings, typed);
    if (!address.ok) return address;
    const { name, host, port } = settings;
    const event = { action: 'devices.test', kind: 'device' as const, id, dn: null, name, realm: null, before: null };
    await auditedEvent(context, { ...event, after: { host: [host], port: [String(port)] } });
    return ok(await walkSteps(context, address.value));
  },
});

type Settings = z.infer<typeof deviceSettings>;

async function addressFor(
  { db, xmpp, config }: Context,
  id: string | null,
  settings: Settings,
  typed: z.infer<typeof deviceSecretsInput>,
): Promise<Result<SnmpAddress>> {
  if (id === null || typed !== null) {
    const checked = checkDeviceSecrets(settings, typed ?? noSecrets, config.snmp);
    return checked.ok ? ok(addressOf(settings, checked.value)) : checked;
  }
  const found = await findDevice({ db }, id);
  if (!found.ok) return found;
  if (goesElsewhere(found.value, settings)) return secretsNeeded();
  // What goes to the same place in the same way is asked as it is kept.
  return addressOfKept(xmpp.box, found.value, config.snmp);
}

async function walkSteps({ snmp }: Context, address: SnmpAddress): Promise<DeviceTest> {
  const test: DeviceTest = { steps: [], identity: null, profiles: [] };
  const timed = async <T>(step: DeviceStep['step'], run: () => Promise<Result<T>>, detail: (value: T) => string) => {
    const begun = performance.now();
    const result = await run();
    const said = result.ok ? detail(result.value) : `${result.failure.why} ${result.failure.todo}`.trim();
    test.steps.push({ step, ok: result.ok, detail: said, ms: performance.now() - begun });
    return result;
  };
  const opened = await timed(
    'address',
    () => snmp.open(address),
    () => `${address.host}, port ${address.port} (UDP)`,
  );
  if (!opened.ok) return test;
  const session = opened.value;
  try {
    const answered = await timed(
      'answer',
      () => session.get(['1.3.6.1.2.1.1.3.0']),
      () => 'It speaks SNMP and accepts who asks',
    );
    if (!answered.ok) return test;
    const identity = await timed(
      'identity',
      () => snmp.identify(session),
      (who) => who.name || who.description || 'It gives itself no name',
    );
    if (!identity.ok) return test;
    test.identity = identity.value;
    const found = await timed(
      'profiles',
      () => snmp.discover(session),
      (names) => (names.length === 0 ? 'None that the portal knows' : names.join(', ')),
    );
    if (found.ok) test.profiles = found.value;
    return test;
  } finally {
    session.close();
  }
}
