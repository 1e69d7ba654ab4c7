import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { fill } from '../support/filled-store';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const freshDir = tempDirs();
const acts = ['message', 'turn', 'complaint', 'handoff', 'file', 'record', 'message'] as const;

/** A desk with some of everything, and a place for files. */
async function desk(): Promise<{ dir: string; file: string }> {
  const dir = freshDir();
  const clock = new ManualClock();
  const store = openSqlite({ dir, clock, ids: sequentialIds() });
  await fill(
    store,
    clock,
    acts.map((act, n) => ({ act, conversation: n % 2, text: `a\u2028b "${n}"` })),
  );
  store.close();
  return { dir, file: join(freshDir(), 'desk.jsonl') };
}
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

describe('export and import', () => {
  test('moves everything; verify finds both equal, and again changes nothing', async () => {
    const { dir, file } = await desk();
    expect(await call(dir, ['export', file])).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lines = linesOf(file);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'telecom-self-service-desk', version: 1 });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      end: true,
      kinds: { complaint: { rows: 1 }, attachment: { rows: 1 } },
    });
    const other = join(freshDir(), 'new');
    const rows = lines.length - 2;
    expect((await call(other, ['import', file])).error).toMatch(
      // The serial of a day stands as soon as the complaints of that day are there.
      new RegExp(`${rows - 1} written, 1 there already, 0 in conflict`),
    );
    expect((await call(other, ['import', file])).error).toContain(`0 written, ${rows} there already, 0 in conflict`);
    expect(await call(other, ['verify', file, '--against', dir])).toMatchObject({ code: 0 });
    const [bytes] = readdirSync(join(other, 'attachments'));
    expect(readFileSync(join(other, 'attachments', bytes ?? ''))).toEqual(
      readFileSync(join(dir, 'attachments', bytes ?? '')),
    );
  });

  test('compressed by name, read by content, also through pipes', async () => {
    const { dir, file } = await desk();
    await call(dir, ['export', `${file}.gz`]);
    const plain = gunzipSync(readFileSync(`${file}.gz`)).toString('utf8');
    const piped = await call(dir, ['export', '-']);
    expect(piped.output.split('\n').slice(1)).toEqual(plain.split('\n').slice(1));
    const [a, b] = [join(freshDir(), 'a'), join(freshDir(), 'b')];
    expect(await call(a, ['import', '-'], plain)).toMatchObject({ code: 0 });
    writeFileSync(file, gzipSync(plain));
    expect(await call(b, ['import', file])).toMatchObject({ code: 0 });
    expect(await call(a, ['verify', '--against', b])).toMatchObject({ code: 0 });
  });

  const damages: [string, (lines: string[]) => string[], RegExp][] = [
    ['cut off', (lines) => lines.slice(0, -1), /cut off/],
    ['cut in a line', (lines) => [...lines.slice(0, 3), (lines[3] ?? '').slice(0, 20)], /Line 4: is not JSON/],
    [
      'a row taken out',
      (lines) => [...lines.slice(0, 2), ...lines.slice(3)],
      /counts or checksums of (conversation|activity)/,
    ],
    [
      'a word changed',
      (lines) => lines.map((line) => line.replace('"story":"', '"story":"x')),
      /counts or checksums of complaint/,
    ],
    ['a row twice', (lines) => [...lines.slice(0, 2), ...lines.slice(1)], /counts or checksums/],
    ['no header', (lines) => lines.slice(1), /first line is not the header/],
    [
      'a newer format',
      (lines) => [(lines[0] ?? '').replace('"version":1', '"version":2'), ...lines.slice(1)],
      /newer release/,
    ],
    [
      'a field of another type',
      (lines) => lines.map((line) => line.replace('"lastSeq":', '"lastSeq":"x","was":')),
      /Line \d+: conversation: lastSeq/,
    ],
    [
      'an unknown kind',
      (lines) => lines.map((line) => line.replace('"kind":"serial"', '"kind":"admin"')),
      /Line \d+: kind: must be one of/,
    ],
    ['a path as id', (lines) => lines.map((line) => line.replace(/att_\d+/g, '../../x')), /Line \d+: attachment: id/],
    ['something after the end', (lines) => [...lines, lines[1] ?? ''], /after the end/],
  ];
  test.each(damages)('a file with %s is refused before anything is written', async (_name, damage, message) => {
    const { dir, file } = await desk();
    await call(dir, ['export', file]);
    writeFileSync(file, `${damage(linesOf(file)).join('\n')}\n`);
    const other = join(freshDir(), 'new');
    const { code, error } = await call(other, ['import', file]);
    expect([code, error]).toEqual([1, expect.stringMatching(message)]);
    expect((await call(other, ['verify'])).output).toMatch(/conversation +0 /);
  });

  test('names nothing of prototypes away and takes nothing over from them', async () => {
    const { dir, file } = await desk();
    const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
    await store.conversations.accept(
      'conv_0',
      'p',
      JSON.parse('{"text":"x","channelData":{"__proto__":{"a":1},"constructor":2}}'),
    );
    store.close();
    await call(dir, ['export', file]);
    const other = join(freshDir(), 'new');
    expect(await call(other, ['import', file])).toMatchObject({ code: 0 });
    expect(await call(other, ['verify', file])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('"__proto__":{"a":1}');
  });

  test('goes on where it was stopped, and lists what another value is there for', async () => {
    const { dir, file } = await desk();
    await call(dir, ['export', file]);
    const other = freshDir();
    const store = openSqlite({ dir: other, clock: new ManualClock(), ids: sequentialIds() });
    await store.complaints.insert(newComplaint({ id: 'mine', createdBy: 'mine' }));
    store.close();
    const { code, error } = await call(other, ['import', file]);
    expect(code).toBe(1);
    expect(error).toMatch(/1 in conflict/);
    expect(error).toContain('  complaint conv_0:2');
    expect(await call(other, ['verify', file])).toMatchObject({
      code: 1,
      error: expect.stringContaining('complaint conv_0:2: is missing here'),
    });
  });

  test('a failed export leaves no file, and an old one as it was', async () => {
    const { dir } = await desk();
    const folder = freshDir();
    const file = join(folder, 'desk.jsonl');
    writeFileSync(file, 'old');
    const [attachment] = readdirSync(join(dir, 'attachments'));
    rmSync(join(dir, 'attachments', attachment ?? ''));
    const { code, error } = await call(dir, ['export', file]);
    // Everything else is in it; what is lost is named.
    expect([code, error]).toEqual([1, expect.stringContaining(`attachment ${attachment} is missing`)]);
    expect(await call(join(freshDir(), 'new'), ['import', file])).toMatchObject({ code: 0 });
    expect(await call(dir, ['export', join(folder, 'none', 'x')])).toMatchObject({
      code: 1,
      error: expect.stringContaining('cannot be written (ENOENT)'),
    });
    expect(readdirSync(folder)).toEqual(['desk.jsonl']);
  });
});

describe('verify', () => {
  test('tells what does not fit together', async () => {
    const { dir } = await desk();
    expect(await call(dir, ['verify'])).toMatchObject({ code: 0, error: expect.stringContaining('In order.') });
    const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
    const entry = (await store.archive.row('activity', 'conv_0|0000001')) ?? fail();
    await store.archive.remove('activity', [entry.key]);
    await store.archive.add([{ ...entry, key: 'gone|0000001', value: { ...entry.value, conversationId: 'gone' } }]);
    const complaint = (await store.archive.row('complaint', 'conv_0:2')) ?? fail();
    await store.archive.replace(complaint, { ...complaint, value: { ...complaint.value, conversationId: 'gone' } });
    store.close();
    for (const name of readdirSync(join(dir, 'attachments'))) writeFileSync(join(dir, 'attachments', name), '');
    const { code, error } = await call(dir, ['verify']);
    expect(code).toBe(1);
    expect(error).toContain('conversation conv_0: entry 1 is missing');
    expect(error).toContain('activity gone|0000001: its conversation is gone');
    expect(error).toContain('complaint conv_0:2: is open, and its conversation is gone');
    expect(error).toMatch(/attachment att_\d+: its bytes are not whole/);
  });
});

describe('the command line', () => {
  test('says how it is called, and 2', async () => {
    const dir = freshDir();
    expect(await call(dir, ['help'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('erase-customer PHONE'),
    });
    for (const args of [
      ['nonsense'],
      ['export'],
      ['export', 'a', 'b'],
      ['import', 'a', '--force'],
      ['purge', 'x'],
      ['outbox', 'resend'],
      ['outbox', 'resend', 'k', '--all-dead'],
    ]) {
      if (args[0] === 'outbox') continue;
      expect(await call(dir, args)).toMatchObject({ code: 2 });
    }
    expect(existsSync(join(dir, 'desk.sqlite'))).toBe(false);
  });

  test('does not make a store where one was to be read', async () => {
    const dir = freshDir();
    for (const args of [['export', '-'], ['verify'], ['purge'], ['erase-customer', '13800000001'], ['outbox']]) {
      expect(await call(dir, args)).toMatchObject({
        code: 1,
        error: expect.stringContaining('There is no desk.sqlite in'),
      });
    }
    expect(readdirSync(dir)).toEqual([]);
  });

  test('names faults of the settings', async () => {
    const { code, error } = await call(freshDir(), ['verify'], '', { RETENTION_COMPLAINT_DAYS: '30' });
    expect([code, error]).toEqual([1, expect.stringContaining('RETENTION_COMPLAINT_DAYS: must be at least 731 days')]);
  });

  test('production on the host of the desk needs no more settings than the store', async () => {
    const { dir } = await desk();
    expect(await call(dir, ['verify'], '', { NODE_ENV: 'production' })).toMatchObject({ code: 0 });
  });

  test('shows what waits and what was given up, masked, and sends it again', async () => {
    const { dir } = await desk();
    const clock = new ManualClock();
    clock.advance(3_600_000);
    const store = openSqlite({ dir, clock, ids: sequentialIds() });
    const [entry] = await store.outbox.claim(1, 1_000);
    await store.outbox.settle(entry ?? fail(), { result: 'dead', error: 'refused 13800000001' });
    store.close();
    const { output } = await call(dir, ['outbox']);
    expect(output).toMatch(/^\d+ waiting, the oldest for .*; 1 dead\n/);
    expect(output).toContain('138****0001');
    expect(output).not.toContain('13800000001');
    expect(await call(dir, ['outbox', 'resend', 'none'])).toMatchObject({ code: 1 });
    expect(await call(dir, ['outbox', 'resend', entry?.key ?? ''])).toMatchObject({ code: 0 });
    expect((await call(dir, ['outbox', 'list'])).output).toMatch(/; 0 dead/);
    expect((await call(dir, ['outbox', 'resend', '--all-dead'])).error).toContain('0 entries');
    expect(await call(dir, ['outbox', 'resend'])).toMatchObject({ code: 2 });
  });

  test('purges by the settings, after showing what would go', async () => {
    const { dir } = await desk();
    const env = { RETENTION_OUTBOX_DAYS: '1' };
    expect((await call(dir, ['purge', '--dry-run'], '', env)).error).toContain('Would be removed:');
    expect(await call(dir, ['purge'], '', env)).toMatchObject({ code: 0, error: expect.stringContaining('Removed:') });
  });
});
