import type { Sample, SeriesSpec } from '../metrics/port.ts';
import type { Measured } from '../snmp/reading.ts';

const missed = 3;

/** No interface carries more than a Tbit/s: what would is a counter that began anew, or a lie. */
const mostOctetsPerSecond = 1.25e11;
const mostPerSecond = 1e9;

/**
 * What a poll becomes in the store, and whether the device answered at all (device.up, 1 or 0). After a restart counters are
 * unknown for once: from the old value to the new one is no rate.
 */
export function samplesOf(
  target: string,
  stepSeconds: SeriesSpec['stepSeconds'],
  at: Date,
  measured: readonly Measured[] | null,
  restarted: boolean,
): Sample[] {
  const common = { target, stepSeconds, heartbeatSeconds: stepSeconds * missed, min: 0 };
  const up: Sample = {
    series: { ...common, name: 'device.up', labels: {}, kind: 'gauge', unit: '', max: 1 },
    at,
    value: measured ? 1 : 0,
  };
  const told = (measured ?? []).map((one): Sample => {
    const { name, labels, unit, kind, value } = one;
    const spec = { ...common, name, labels, kind, unit, max: null };
    if (one.kind !== 'counter') return { series: one.signed ? { ...spec, min: null } : spec, at, value };
    const max = unit === 'octets/s' ? mostOctetsPerSecond : mostPerSecond;
    return { series: { ...spec, max, bits: one.bits }, at, value: restarted ? null : value };
  });
  return [up, ...told];
}
