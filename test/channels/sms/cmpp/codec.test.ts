import fc from 'fast-check';
import {
  type CmppPdu,
  decode,
  encode,
  headerOctets,
  longestFrame,
  readReport,
} from '../../../../src/channels/sms/cmpp/codec';
import { CmppFieldError, readFields, writeFields } from '../../../../src/channels/sms/cmpp/fields';
import {
  type CmppVersion,
  type CommandName,
  type Field,
  layouts,
  reportFields,
} from '../../../../src/channels/sms/cmpp/layouts';
import { Frames } from '../../../../src/channels/sms/frames';

const versions: readonly CmppVersion[] = [2, 3];
const commands = Object.keys(layouts) as CommandName[];
const hex = (text: string): string => text.replace(/\s/g, '');

/** By hand from the tables of the specification: length, command, sequence, then field by field. */
const golden: readonly (readonly [string, CmppVersion, Buffer, string])[] = [
  [
    'CONNECT',
    2,
    encode('connect', 2, 1, {
      Source_Addr: '900001',
      AuthenticatorSource: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
      Version: 0x20,
      Timestamp: 1121100000,
    }),
    // 1121100000 = 0x42d2a0e0
    `00000027 00000001 00000001 393030303031 000102030405060708090a0b0c0d0e0f 20 42d2a0e0`,
  ],
  [
    'CONNECT_RESP of 2.0: one octet of status',
    2,
    encode('connect_resp', 2, 1, { Status: 3, AuthenticatorISMG: Buffer.alloc(16), Version: 0x20 }),
    `0000001e 80000001 00000001 03 ${'00'.repeat(16)} 20`,
  ],
  [
    'CONNECT_RESP of 3.0: four',
    3,
    encode('connect_resp', 3, 1, { Status: 3, AuthenticatorISMG: Buffer.alloc(16), Version: 0x30 }),
    `00000021 80000001 00000001 00000003 ${'00'.repeat(16)} 30`,
  ],
  ['TERMINATE', 2, encode('terminate', 2, 9), '0000000c 00000002 00000009'],
  ['TERMINATE_RESP', 3, encode('terminate_resp', 3, 9), '0000000c 80000002 00000009'],
  ['ACTIVE_TEST', 3, encode('active_test', 3, 0xffff_ffff), '0000000c 00000008 ffffffff'],
  ['ACTIVE_TEST_RESP', 2, encode('active_test_resp', 2, 5), '0000000d 80000008 00000005 00'],
  [
    'SUBMIT of 2.0 to one number: 159 octets and the text',
    2,
    encode('submit', 2, 2, {
      Pk_total: 1,
      Pk_number: 1,
      Registered_Delivery: 1,
      Msg_level: 1,
      Service_Id: 'HELP',
      Fee_UserType: 2,
      Msg_Fmt: 8,
      Msg_src: '900001',
      FeeType: '01',
      FeeCode: '000000',
      Src_Id: '10690001',
      Dest_terminal_Id: ['13800000001'],
      Msg_Content: Buffer.from('4f60597d', 'hex'),
    }),
    `000000a3 00000004 00000002 ${'00'.repeat(8)} 01 01 01 01 48454c50${'00'.repeat(6)} 02 ${'00'.repeat(21)} 00 00 08
     393030303031 3031 303030303030 ${'00'.repeat(17)} ${'00'.repeat(17)} 3130363930303031${'00'.repeat(13)}
     01 3133383030303030303031${'00'.repeat(10)} 04 4f60597d ${'00'.repeat(8)}`,
  ],
  [
    'SUBMIT of 3.0 to two numbers, with header and link id',
    3,
    encode('submit', 3, 2, {
      Pk_total: 2,
      Pk_number: 1,
      Fee_UserType: 3,
      Fee_terminal_Id: '13800000009',
      Fee_terminal_type: 1,
      TP_udhi: 1,
      Msg_Fmt: 8,
      Msg_src: '900001',
      FeeType: '01',
      FeeCode: '0',
      ValId_Time: '261122100000032+',
      Src_Id: '1069',
      Dest_terminal_Id: ['13800000001', '13800000002'],
      Dest_terminal_type: 1,
      Msg_Content: Buffer.from('0500034201024f60', 'hex'),
      LinkID: 'L1',
    }),
    `000000eb 00000004 00000002 ${'00'.repeat(8)} 02 01 00 00 ${'00'.repeat(10)} 03
     3133383030303030303039${'00'.repeat(21)} 01 00 01 08 393030303031 3031 30${'00'.repeat(5)}
     3236313132323130303030303033322b00 ${'00'.repeat(17)} 31303639${'00'.repeat(17)}
     02 3133383030303030303031${'00'.repeat(21)} 3133383030303030303032${'00'.repeat(21)} 01
     08 0500034201024f60 4c31${'00'.repeat(18)}`,
  ],
  [
    'SUBMIT_RESP of 2.0',
    2,
    encode('submit_resp', 2, 2, { Msg_Id: 0xb56a_0180_0000_0001n, Result: 8 }),
    '00000015 80000004 00000002 b56a018000000001 08',
  ],
  [
    'SUBMIT_RESP of 3.0',
    3,
    encode('submit_resp', 3, 2, { Msg_Id: 0xb56a_0180_0000_0001n, Result: 13 }),
    '00000018 80000004 00000002 b56a018000000001 0000000d',
  ],
  [
    'DELIVER of 2.0',
    2,
    encode('deliver', 2, 3, {
      Msg_Id: 1n,
      Dest_Id: '1069',
      Service_Id: 'HELP',
      Msg_Fmt: 15,
      Src_terminal_Id: '13800000001',
      Msg_Content: Buffer.from('c4e3bac3', 'hex'),
    }),
    `00000059 00000005 00000003 0000000000000001 31303639${'00'.repeat(17)} 48454c50${'00'.repeat(6)} 00 00 0f
     3133383030303030303031${'00'.repeat(10)} 00 04 c4e3bac3 ${'00'.repeat(8)}`,
  ],
  [
    'DELIVER of 3.0',
    3,
    encode('deliver', 3, 3, {
      Msg_Id: 1n,
      Dest_Id: '1069',
      Msg_Fmt: 0,
      Src_terminal_Id: '13800000001',
      Src_terminal_type: 1,
      Registered_Delivery: 1,
      Msg_Content: Buffer.from('6869', 'hex'),
    }),
    `0000006f 00000005 00000003 0000000000000001 31303639${'00'.repeat(17)} ${'00'.repeat(10)} 00 00 00
     3133383030303030303031${'00'.repeat(21)} 01 01 02 6869 ${'00'.repeat(20)}`,
  ],
  [
    'DELIVER_RESP of 2.0',
    2,
    encode('deliver_resp', 2, 3, { Msg_Id: 1n, Result: 9 }),
    '00000015 80000005 00000003 0000000000000001 09',
  ],
  [
    'DELIVER_RESP of 3.0',
    3,
    encode('deliver_resp', 3, 3, { Msg_Id: 1n, Result: 9 }),
    '00000018 80000005 00000003 0000000000000001 00000009',
  ],
];

describe('octets by the specification', () => {
  it.each(golden)('%s', (_name, version, octets, expected) => {
    expect(octets.toString('hex')).toBe(hex(expected));
    const read = decode(octets, version);
    if (!read.ok) throw new Error(read.reason);
    const { command, sequence, body } = read.pdu;
    expect(encode<CommandName>(command, version, sequence, body).equals(octets)).toBe(true);
  });

  it('reads the status reports of both versions by their length', () => {
    const of = (numberOctets: number): Buffer =>
      Buffer.from(
        hex(`b56a018000000001 44454c49565244 32363131323131303030 32363131323131303031
             3133383030303030303031${'00'.repeat(numberOctets - 11)} 00000007`),
        'hex',
      );
    expect([of(21).length, of(32).length]).toEqual([60, 71]);
    for (const content of [of(21), of(32)]) {
      expect(readReport(content)).toEqual({
        Msg_Id: 0xb56a_0180_0000_0001n,
        Stat: 'DELIVRD',
        Submit_time: '2611211000',
        Done_time: '2611211001',
        Dest_terminal_Id: '13800000001',
        SMSC_sequence: 7,
      });
    }
    expect(readReport(Buffer.alloc(61))).toBeUndefined();
  });
});

const fieldText = (size: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: size }).map((codes) => String.fromCharCode(...codes));
const octetsOf = (range: { minLength: number; maxLength: number }): fc.Arbitrary<Buffer> =>
  fc.uint8Array(range).map((octets) => Buffer.from(octets));

function anyValueOf({ kind, octets }: Field, version: CmppVersion): fc.Arbitrary<unknown> {
  const size = octets[version];
  switch (kind) {
    case 'uint':
      return fc.integer({ min: 0, max: 2 ** (8 * size) - 1 });
    case 'id':
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case 'text':
      return fieldText(size);
    case 'octets':
      return octetsOf({ minLength: size, maxLength: size });
    case 'counted':
      return octetsOf({ minLength: 0, maxLength: 255 });
    case 'list':
      return fc.array(fieldText(size), { maxLength: 99 });
  }
}

const bodies = (fields: readonly Field[], version: CmppVersion): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(fields.map((field) => [field.name, anyValueOf(field, version)])));

describe('round trips', () => {
  const cases = commands.flatMap((command) => versions.map((version) => [command, version] as const));
  it.each(cases)('%s of version %s', (command, version) => {
    fc.assert(
      fc.property(
        bodies(layouts[command].fields, version),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (body, sequence) => {
          const octets = encode<CommandName>(command, version, sequence, body);
          expect(octets.readUInt32BE(0)).toBe(octets.length);
          expect(octets.length).toBeLessThanOrEqual(4_096);
          expect(decode(octets, version)).toEqual({ ok: true, pdu: { command, sequence, body } });
        },
      ),
    );
  });

  it.each(versions)('status reports of version %s', (version) => {
    fc.assert(
      fc.property(bodies(reportFields, version), (body) => {
        expect(readFields(reportFields, version, writeFields(reportFields, version, body))).toEqual(body);
      }),
    );
  });
});

describe('bad octets', () => {
  it('never throw, and what is read says the same when written again', () => {
    const ids = commands.map((command) => layouts[command].id);
    const frame = fc
      .tuple(fc.constantFrom(...ids, 0x6, 0xffff_ffff), octetsOf({ minLength: 0, maxLength: 400 }))
      .map(([id, body]) => {
        const header = Buffer.alloc(12);
        header.writeUInt32BE(12 + body.length, 0);
        header.writeUInt32BE(id, 4);
        return Buffer.concat([header, body]);
      });
    fc.assert(
      fc.property(
        fc.oneof(frame, octetsOf({ minLength: 0, maxLength: 300 })),
        fc.constantFrom(...versions),
        (octets, version) => {
          const read = decode(octets, version);
          expect(read.ok ? 'read' : read.reason).toMatch(/^(read|unknown_command|length)$/);
          readReport(octets);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('tells one octet too many or too few in every message', () => {
    for (const [, version, octets] of golden) {
      const { command } = (decode(octets, version) as { pdu: CmppPdu }).pdu;
      for (const wrong of [octets.subarray(0, -1), Buffer.concat([octets, Buffer.alloc(1)])]) {
        const read = decode(wrong, version);
        expect(read).toMatchObject(
          wrong.length < 12 ? { ok: false, reason: 'unknown_command' } : { ok: false, reason: 'length', command },
        );
      }
    }
  });

  it('refuses values that do not fit, by a coded error', () => {
    const wrong = [
      () => encode('submit', 2, 1, { Src_Id: '1'.repeat(22) }),
      () => encode('submit', 2, 1, { Service_Id: '客服' }),
      () => encode('submit', 2, 1, { Msg_Content: Buffer.alloc(256) }),
      () => encode('submit_resp', 2, 1, { Result: 256 }),
      () => encode('connect', 2, 1, { AuthenticatorSource: Buffer.alloc(15) }),
    ];
    for (const act of wrong) expect(act).toThrow(CmppFieldError);
    expect(wrong[0]).toThrow(/Src_Id has more than 21 characters.*CMPP_FIELD/);
  });
});

describe('frames', () => {
  it('come out whole, however the stream is cut', () => {
    const all = golden.map(([, , octets]) => octets);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const frames = new Frames(headerOctets, longestFrame);
        const stream = Buffer.concat(all);
        const out: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          out.push(...frames.push(stream.subarray(at, at + size)).frames);
          at += size;
        }
        expect(out).toEqual(all);
      }),
    );
  });

  it.each([0, 11, 4_097, 0xffff_ffff])('a length of %s cannot be', (length) => {
    const octets = Buffer.alloc(4);
    octets.writeUInt32BE(length);
    const good = encode('active_test', 2, 1);
    expect(new Frames(headerOctets, longestFrame).push(Buffer.concat([good, octets]))).toEqual({
      frames: [good],
      lost: true,
    });
  });
});
