import { layoutTables } from '../../../../src/channels/sms/cmpp/layout-table';

describe('the tables of fields', () => {
  const tables = layoutTables();

  it('show every command with its number', () => {
    expect(
      [...tables.matchAll(/\*\*CMPP_(\w+) \(0x([0-9a-f]{8})\)\*\*/g)].map(([, name, id]) => `${name} ${id}`),
    ).toEqual([
      'CONNECT 00000001',
      'CONNECT_RESP 80000001',
      'TERMINATE 00000002',
      'TERMINATE_RESP 80000002',
      'SUBMIT 00000004',
      'SUBMIT_RESP 80000004',
      'DELIVER 00000005',
      'DELIVER_RESP 80000005',
      'ACTIVE_TEST 00000008',
      'ACTIVE_TEST_RESP 80000008',
    ]);
  });

  it('show where the versions differ', () => {
    for (const row of [
      '| Status | uint | 1 | 4 |',
      '| Fee_terminal_Id | text | 21 | 32 |',
      '| Fee_terminal_type | uint | – | 1 |',
      '| DestUsr_tl | uint | 1 | 1 |\n| Dest_terminal_Id | text | 21 × DestUsr_tl | 32 × DestUsr_tl |',
      '| Msg_Length | uint | 1 | 1 |\n| Msg_Content | octets | Msg_Length | Msg_Length |',
      '| Reserve | text | 8 | – |\n| LinkID | text | – | 20 |',
    ]) {
      expect(tables).toContain(row);
    }
  });
});
