/** BER, as far as answers need it. */
export const ber = {
  of(tag: number, ...parts: Buffer[]): Buffer {
    const body = Buffer.concat(parts);
    const length =
      body.length < 0x80 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
    return Buffer.concat([Buffer.from([tag]), length, body]);
  },
  number(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return ber.of(2, bytes);
  },
  octets: (value: string | Buffer) => ber.of(4, Buffer.from(value)),
  oid(text: string): Buffer {
    const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
    const bytes = rest.flatMap((arc) => {
      const groups = [arc & 0x7f];
      for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
        groups.unshift((left & 0x7f) | 0x80);
      return groups;
    });
    return ber.of(6, Buffer.from([first * 40 + second, ...bytes]));
  },
  /** tag of a PDU: 0xa2 a response, 0xa8 a Report. */
  pdu: (tag: number, id: number, varbinds: [oid: string, value: Buffer][]) =>
    ber.of(
      tag,
      ber.number(id),
      ber.number(0),
      ber.number(0),
      ber.of(0x30, ...varbinds.map(([oid, value]) => ber.of(0x30, ber.oid(oid), value))),
    ),
  v2c: (community: string, pdu: Buffer) => ber.of(0x30, ber.number(1), ber.octets(community), pdu),
  v3: (header: { id: number; flags: number; engine: string; user: string; digest: Buffer }, scoped: Buffer) =>
    ber.of(
      0x30,
      ber.number(3),
      ber.of(0x30, ber.number(header.id), ber.number(65_507), ber.octets(Buffer.from([header.flags])), ber.number(3)),
      ber.octets(
        ber.of(
          0x30,
          ber.octets(header.engine),
          ber.number(1),
          ber.number(1),
          ber.octets(header.user),
          ber.octets(header.digest),
          ber.octets(header.flags & 2 ? Buffer.alloc(8) : ''),
        ),
      ),
      scoped,
    ),
  scoped: (engine: string, pdu: Buffer) => ber.of(0x30, ber.octets(engine), ber.octets(''), pdu),
};
