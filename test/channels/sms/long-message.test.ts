import fc from 'fast-check';
import { partsOf } from '../../../src/channels/sms/long-message';
import { decodeSmsText, encodeSmsText } from '../../../src/channels/sms/sms-text';
import { readUserData, userDataHeader } from '../../../src/channels/sms/user-data-header';

describe('the parts of an outgoing text', () => {
  it('has one without a header when it fits', () => {
    expect(partsOf('您好', { value: 7, bits: 8 })).toEqual([
      { encoding: 'ucs2', userData: Buffer.from('60a8597d', 'hex'), hasHeader: false, number: 1, total: 1 },
    ]);
  });

  it('has an 8-bit or a 16-bit reference in its headers', () => {
    const short = partsOf('a'.repeat(161), { value: 0x1ff, bits: 8 }) ?? [];
    expect(short.map(({ userData }) => userData.subarray(0, 6).toString('hex'))).toEqual([
      '050003ff0201',
      '050003ff0202',
    ]);
    const long = partsOf('a'.repeat(161), { value: 0x1ff, bits: 16 }) ?? [];
    expect(long.map(({ userData }) => userData.subarray(0, 7).toString('hex'))).toEqual([
      '06080401ff0201',
      '06080401ff0202',
    ]);
  });

  it('reads back as the text', () => {
    const reference = fc.record({ value: fc.nat(0xffff), bits: fc.constantFrom(8 as const, 16 as const) });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 71, maxLength: 600 }), reference, (text, given) => {
        const parts = partsOf(text, given) ?? [];
        const read = parts.map(({ userData, hasHeader }) =>
          hasHeader ? readUserData(userData) : { content: userData },
        );
        const [first] = parts;
        expect(
          read.map((part) => decodeSmsText(part?.content ?? Buffer.alloc(0), first?.encoding ?? 'ucs2')).join(''),
        ).toBe(text);
        if (parts.length === 1) return;
        expect(read.map((part) => part?.part)).toEqual(
          parts.map(({ number, total }) => ({
            reference: given.bits === 8 ? given.value & 0xff : given.value,
            bits: given.bits,
            total,
            number,
          })),
        );
      }),
    );
  });

  it('refuses a text of more than 255 parts', () => {
    expect(partsOf('您'.repeat(67 * 255), { value: 1, bits: 8 })).toHaveLength(255);
    expect(partsOf('您'.repeat(67 * 255 + 1), { value: 1, bits: 8 })).toBeUndefined();
  });
});

describe('reading user data', () => {
  it('passes over other elements and finds the concatenation among them', () => {
    const withPorts = Buffer.from('0b05040b8423f00003ff0302'.concat('4f60'), 'hex');
    expect(readUserData(withPorts)).toEqual({
      part: { reference: 255, bits: 8, total: 3, number: 2 },
      content: Buffer.from('4f60', 'hex'),
    });
  });

  it.each([
    ['part 0', { total: 3, number: 0 }],
    ['part 4 of 3', { total: 3, number: 4 }],
    ['part 1 of 0', { total: 0, number: 1 }],
  ])('takes %s for a message of its own', (_name, { total, number }) => {
    const header = userDataHeader({ reference: 1, bits: 8, total, number });
    expect(readUserData(Buffer.concat([header, Buffer.from('hi')]))).toEqual({ content: Buffer.from('hi') });
  });

  it.each([
    ['nothing', ''],
    ['a header longer than the data', '0500'],
    ['an element longer than the header', '0500050102034142'],
    ['half an element', '01004142'],
  ])('refuses %s', (_name, hex) => {
    expect(readUserData(Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), (octets) => {
        const read = readUserData(Buffer.from(octets));
        if (read !== undefined) expect(read.content.length).toBeLessThan(octets.length);
      }),
    );
  });
});

describe('the text of received octets', () => {
  it.each([
    ['gsm7', '001b65', '@€'],
    ['latin1', 'e9', 'é'],
    ['ucs2', '60a8597d', '您好'],
    ['ucs2', '60a8597d41', '您好'],
    ['gbk', 'c4fabac3', '您好'],
    ['gbk', 'c4fa81', '您\ufffd'],
  ] as const)('in %s: %s', (encoding, hex, text) => {
    expect(decodeSmsText(Buffer.from(hex, 'hex'), encoding)).toBe(text);
  });

  it('is the one that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(decodeSmsText(encodeSmsText(text, 'ucs2'), 'ucs2')).toBe(text),
      ),
    );
  });
});
