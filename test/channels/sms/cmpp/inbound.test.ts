import fc from 'fast-check';
import { type Inbound, readInbound } from '../../../../src/channels/sms/cmpp/inbound';
import type { Body } from '../../../../src/channels/sms/cmpp/layouts';
import { stateOf, submitResult } from '../../../../src/channels/sms/cmpp/results';

const plain: Body<'deliver'> = {
  Msg_Id: 5n,
  Dest_Id: '1069',
  Service_Id: '',
  TP_pid: 0,
  TP_udhi: 0,
  Msg_Fmt: 0,
  Src_terminal_Id: '13800000001',
  Src_terminal_type: 0,
  Registered_Delivery: 0,
  Msg_Content: Buffer.from('1'),
  Reserved: '',
  LinkID: '',
};
const now = Date.parse('2026-11-21T10:00:00+08:00');
const read = (values: Partial<Body<'deliver'>>, sequence = 1, at = now): Inbound =>
  readInbound({ ...plain, ...values }, sequence, at);
const idOf = (inbound: Inbound): string => (inbound.kind === 'text' ? inbound.id : inbound.kind);

describe('a DELIVER', () => {
  it.each([
    ['13800000001', '13800000001'],
    ['8613800000001', '13800000001'],
    ['+8613800000001', '13800000001'],
    ['10086', '10086'],
    ['', ''],
  ])('from %s', (number, from) => {
    expect(read({ Src_terminal_Id: number })).toMatchObject({ kind: 'text', from });
  });

  it('has its Msg_Id as an unsigned decimal number', () => {
    expect(idOf(read({ Msg_Id: 0xffff_ffff_ffff_ffffn }))).toBe('18446744073709551615');
  });

  it('without Msg_Id is the same only when sent again, not when the customer says the same again', () => {
    const first = idOf(read({ Msg_Id: 0n }, 7));
    expect(idOf(read({ Msg_Id: 0n }, 7, now + 60_000))).toBe(first);
    expect(idOf(read({ Msg_Id: 0n }, 8))).not.toBe(first);
    expect(idOf(read({ Msg_Id: 0n, Msg_Content: Buffer.from('2') }, 7))).not.toBe(first);
    expect(idOf(read({ Msg_Id: 0n }, 7, now + 3600_000))).not.toBe(first);
  });

  it('never throws', () => {
    const values = fc.record({
      Msg_Id: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      TP_udhi: fc.nat(255),
      Msg_Fmt: fc.constantFrom(0, 3, 4, 8, 15, 255),
      Registered_Delivery: fc.nat(2),
      Src_terminal_Id: fc.string({ maxLength: 32 }),
      Msg_Content: fc.uint8Array({ maxLength: 255 }).map((octets) => Buffer.from(octets)),
    });
    fc.assert(fc.property(values, (body) => void read(body)));
  });
});

describe('tables', () => {
  it.each([
    ['DELIVRD', 'delivered'],
    ['delivrd', 'delivered'],
    ['EXPIRED', 'failed'],
    ['DELETED', 'failed'],
    ['UNDELIV', 'failed'],
    ['REJECTD', 'failed'],
    ['ACCEPTD', 'buffered'],
    ['UNKNOWN', 'buffered'],
    ['MA:0001', 'failed'],
    ['MB:0017', 'failed'],
    ['MC:0000', 'buffered'],
    ['IC:0001', 'buffered'],
    ['ID:0076', 'failed'],
    ['', 'buffered'],
    ['constru', 'buffered'],
  ])('Stat %s is %s', (stat, state) => {
    expect(stateOf(stat)).toBe(state);
  });

  it('Results by version', () => {
    const outcomes = (version: 2 | 3): string[] =>
      Array.from({ length: 15 }, (_, result) => submitResult(result, version).outcome);
    const same = ['taken', 'refused', 'refused', 'duplicate', 'refused', 'settings', 'refused', 'settings', 'slower'];
    expect(outcomes(2)).toEqual([...same, 'again', 'again', 'again', 'again', 'again', 'again']);
    expect(outcomes(3)).toEqual([...same, 'refused', 'settings', 'settings', 'settings', 'refused', 'again']);
    expect(submitResult(0xffff_ffff, 3)).toEqual({ outcome: 'again', detail: '4294967295 other' });
  });
});
