/** How a page writes a number. `state` is a word. */
export type Format = 'text' | 'count' | 'octets' | 'bits/s' | '%' | 'state' | 'seconds';
export type Cell = string | number | null;

/** One value for the metric store. What isn't known is left out. Counters are raw. */
export type Measured = {
  /** if.octets, storage.usage; with labels it tells one thing of a device from the others. */
  name: string;
  labels: Readonly<Record<string, string>>;
  unit: string;
  value: number | bigint | null;
} & /* `signed`: below zero is a value like others. */ (
  | { kind: 'gauge'; signed?: true }
  | { kind: 'counter'; bits: 32 | 64 }
);

/** What a device said, as a page shows it. JSON as it is. */
export type Section = {
  profile: string;
  title: string;
  facts: { label: string; format: Format; value: Cell }[];
  tables: { title: string; columns: { label: string; format: Format }[]; rows: Cell[][]; more: number }[];
  /** What of it could not be read, and why. */
  missing: string[];
};

export type DeviceReading = {
  /** sysUpTime in hundredths of a second; null where the device doesn't say. */
  upTicks: number | null;
  sections: Section[];
  measured: Measured[];
};
