import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../support/eventually';
import { tempDirs } from '../../../support/temp-dir';
import { openDeskSide } from './desk-side';
import { Ismg } from './ismg';

const freshDir = tempDirs();
const checkCapture = join(__dirname, '../../../../tools/sms-peers/check-capture');
/** The dissector's own port, and that of the other end. */
const [port, other] = [7890, 40_000];

/** One packet a frame, with made-up headers below. */
function capture(recorded: Ismg['recorded']): string {
  const lines = recorded.map(({ from, frame }) => {
    const octets = frame.toString('hex').match(/../g)?.join(' ');
    return `${from === 'sp' ? 'O' : 'I'}\n000000 ${octets}\n`;
  });
  const [text, file] = [join(freshDir(), 'frames.txt'), join(freshDir(), 'frames.pcap')];
  writeFileSync(text, lines.join('\n'));
  execFileSync('text2pcap', ['-D', '-T', `${other},${port}`, text, file], { stdio: 'pipe' });
  return file;
}

const words = '您的投诉我们已经收到。'.repeat(10);

/** Everything there is, in both directions. */
async function wholeConversation(): Promise<Ismg['recorded']> {
  const ismg = await Ismg.open({ version: 3 });
  const { transport, alarms, up } = await openDeskSide(ismg.url('&service=HELP'));
  await up();
  await transport.send({ to: '13800000001', text: words, key: 'k1' });
  await transport.send({ to: '13800000002', text: 'Your number is C20261121-0042-7', key: 'k2' });
  await ismg.report(0x2f5b_0000_0000_0001n, 'DELIVRD');
  await ismg.deliver({ Msg_Id: 5n, Msg_Fmt: 15, Msg_Content: Buffer.from('c4e3bac3', 'hex') });
  await alarms.pass(60_000);
  await eventually(() => ismg.of('active_test').length === 1);
  await transport.stop(1_000);
  await ismg.close();
  return ismg.recorded;
}

// The dissector knows the field lengths of 3.0 only; those of 2.0 are checked octet by octet in codec.test.ts.
describe('what tshark reads of a conversation in CMPP 3.0', () => {
  it('is every message, none of them malformed, with the values we meant', async () => {
    const file = capture(await wholeConversation());
    const checked = spawnSync(checkCapture, [file, 'cmpp', String(port)], { encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0 });
    expect(checked.stdout.trim().split('\n').sort()).toEqual([
      '1 0x00000001',
      '1 0x00000002',
      '1 0x00000008',
      '1 0x80000001',
      '1 0x80000002',
      '1 0x80000008',
      '2 0x00000005',
      '2 0x80000005',
      '3 0x00000004',
      '3 0x80000004',
    ]);
    const fields = ['cmpp.submit.Pk_total', 'cmpp.Msg_Fmt', 'cmpp.Dest_terminal_Id', 'cmpp.Msg_Length'];
    const options = fields.flatMap((field) => ['-e', field]);
    const submits = ['-r', file, '-Y', 'cmpp.Command_Id == 4', '-T', 'fields', '-E', 'separator=;', ...options];
    expect(execFileSync('tshark', submits, { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n')).toEqual([
      '2;8;13800000001;140',
      '2;8;13800000001;92',
      '1;0;13800000002;31',
    ]);
    const report = ['-r', file, '-Y', 'cmpp.deliver.Report', '-T', 'fields', '-e', 'cmpp.deliver.Report.Status'];
    expect(execFileSync('tshark', report, { encoding: 'utf8', stdio: 'pipe' }).trim()).toBe('DELIVRD');
  });
});
