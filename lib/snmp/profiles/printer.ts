import { counterOf, gauge, type Profile, percentOf, type Row, worded } from '../profile.ts';

const [supplies, input, marker] = ['1.3.6.1.2.1.43.11.1.1', '1.3.6.1.2.1.43.8.2.1', '1.3.6.1.2.1.43.10.2.1'];
/** prtMarkerCounterUnit */
const units = { 7: 'impressions', 8: 'sheets', 11: 'hours', 16: 'feet', 17: 'metres' };

export const printer: Profile = {
  name: 'printer',
  title: 'Printer',
  mib: 'Printer-MIB (RFC 3805)',
  probe: '1.3.6.1.2.1.43',
  tables: [
    {
      title: 'Supplies',
      columns: {
        prtMarkerSuppliesDescription: `${supplies}.6`,
        prtMarkerSuppliesMaxCapacity: `${supplies}.8`,
        prtMarkerSuppliesLevel: `${supplies}.9`,
      },
      shows: [
        { label: 'Supply', format: 'text', value: (row) => nameOf(row, 'prtMarkerSuppliesDescription') },
        {
          label: 'Left',
          format: '%',
          value: (row) => level(row, 'prtMarkerSuppliesLevel', 'prtMarkerSuppliesMaxCapacity'),
        },
      ],
      measure: (row) => [
        gauge('printer.supply', '%', level(row, 'prtMarkerSuppliesLevel', 'prtMarkerSuppliesMaxCapacity'), {
          supply: nameOf(row, 'prtMarkerSuppliesDescription'),
        }),
      ],
    },
    {
      title: 'Paper',
      columns: { prtInputMaxCapacity: `${input}.9`, prtInputCurrentLevel: `${input}.10`, prtInputName: `${input}.13` },
      shows: [
        { label: 'Tray', format: 'text', value: (row) => nameOf(row, 'prtInputName') },
        { label: 'Full', format: '%', value: (row) => level(row, 'prtInputCurrentLevel', 'prtInputMaxCapacity') },
      ],
      measure: (row) => [
        gauge('printer.paper', '%', level(row, 'prtInputCurrentLevel', 'prtInputMaxCapacity'), {
          tray: nameOf(row, 'prtInputName'),
        }),
      ],
    },
    {
      title: 'Printed',
      columns: { prtMarkerCounterUnit: `${marker}.3`, prtMarkerLifeCount: `${marker}.4` },
      shows: [
        { label: 'Marker', format: 'text', value: (row) => row.index },
        { label: 'In its life', format: 'count', value: (row) => row.number('prtMarkerLifeCount') },
        { label: 'Unit', format: 'text', value: (row) => worded(row.number('prtMarkerCounterUnit'), units) },
      ],
      measure(row) {
        const counter = counterOf(row, 'prtMarkerLifeCount');
        const labels = { marker: row.index };
        return counter ? [{ name: 'printer.printed', unit: 'pages/s', kind: 'counter', ...counter, labels }] : [];
      },
    },
  ],
};

function nameOf(row: Row, column: string): string {
  return row.text(column) || row.index;
}

/** Negative: unlimited, unknown, or "some is left" (RFC 3805, prtMarkerSuppliesLevel). */
function level(row: Row, now: string, most: string): number | null {
  return percentOf(row.number(now), row.number(most));
}
