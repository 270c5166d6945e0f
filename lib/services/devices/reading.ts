export type { Cell, Format, Section } from '../../snmp/reading.ts';
