import { connect } from 'node:net';
import { sniffType } from '../../../src/channels/direct-line/file-type';
import { type RunningLine, startLine } from './running-line';

let line: RunningLine;
beforeEach(async () => {
  line = await startLine({ limits: { messagesPer10Seconds: 100 } });
});
afterEach(() => line.stop());

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64)]);

function form(
  files: { name: string; bytes: Buffer; type?: string }[],
  activity?: object | string,
  asFile = true,
): FormData {
  const data = new FormData();
  if (activity !== undefined) {
    const text = typeof activity === 'string' ? activity : JSON.stringify(activity);
    if (asFile) data.append('activity', new Blob([text], { type: 'application/vnd.microsoft.activity' }), 'blob');
    else data.append('activity', text);
  }
  for (const { name, bytes, type } of files)
    data.append('file', new Blob([bytes], { type: type ?? 'image/gif' }), name);
  return data;
}

const upload = (chat: { path: string; token: string }, body: FormData | string, headers = {}) =>
  line.call('POST', `${chat.path}/upload?userId=dl_x`, chat.token, body, headers);
const incoming = (conversationId: string) =>
  line.desk.log(conversationId).filter(({ direction }) => direction === 'in');

it.each([
  ['file', true],
  ['field', false],
])('takes files with the activity as a %s', async (_name, asFile) => {
  const chat = await line.start();
  const activity = {
    type: 'message',
    text: '证据',
    channelData: { clientActivityID: 'u1' },
    attachments: [{ name: 'x' }],
  };
  const answer = await upload(
    chat,
    form(
      [
        { name: '账单.gif', bytes: gif },
        { name: 'b.png', bytes: png },
      ],
      activity,
      asFile,
    ),
  );
  expect(answer.status).toBe(200);
  const [entry] = incoming(chat.conversationId);
  expect(entry).toMatchObject({
    id: answer.json.id,
    activity: {
      text: '证据',
      channelData: { clientActivityID: 'u1' },
      attachments: [
        {
          name: '账单.gif',
          contentType: 'image/gif',
          contentUrl: expect.stringMatching(/^\/v3\/directline\/attachments\/att_/),
          content: { size: gif.length },
        },
        { name: 'b.png', contentType: 'image/png' },
      ],
    },
  });
  expect([...line.attachments.stored.values()].every((file) => file.conversationId === chat.conversationId)).toBe(true);
});

it('takes files without an activity', async () => {
  const chat = await line.start();
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }]))).status).toBe(200);
});

it('believes the bytes, not the name or the declared type', async () => {
  const chat = await line.start();
  const html = Buffer.from('<html><script>alert(1)</script>');
  const executable = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: executable }]))).status).toBe(415);
  expect((await upload(chat, form([{ name: 'a.png', bytes: Buffer.from([0, 1, 2, 3]) }]))).status).toBe(415);
  expect((await upload(chat, form([{ name: 'a.exe', bytes: gif, type: 'application/x-msdownload' }]))).status).toBe(
    200,
  );
  expect((await upload(chat, form([{ name: 'a.html', bytes: html, type: 'text/html' }]))).status).toBe(200);
  expect([...line.attachments.stored.values()].map(({ contentType }) => contentType)).toEqual([
    'image/gif',
    'text/plain',
  ]);
});

it.each([
  ['empty', Buffer.alloc(0), undefined],
  ['GIF', gif, 'image/gif'],
  ['PNG', png, 'image/png'],
  ['JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'image/jpeg'],
  [
    'WebP',
    Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 '), Buffer.alloc(20)]),
    'image/webp',
  ],
  ['PDF', Buffer.from('%PDF-1.7\n%abc\n'), 'application/pdf'],
  ['MP3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(30)]), 'audio/mpeg'],
  ['AMR', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(30)]), 'audio/amr'],
  [
    'WAV',
    Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WAVEfmt '), Buffer.alloc(20)]),
    'audio/wav',
  ],
  ['MP4', Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypisom'), Buffer.alloc(30)]), 'video/mp4'],
  [
    'voice memo of an iPhone',
    Buffer.concat([Buffer.from('0000001c', 'hex'), Buffer.from('ftypM4A '), Buffer.alloc(30)]),
    'audio/mp4',
  ],
  [
    'film of an iPhone',
    Buffer.concat([Buffer.from('00000014', 'hex'), Buffer.from('ftypqt  '), Buffer.alloc(30)]),
    'video/quicktime',
  ],
  ['text', Buffer.from('每个月扣我 6 块\r\n\t彩铃'), 'text/plain'],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'text/plain'],
  ['ZIP', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(30)]), undefined],
  ['ELF', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(30)]), undefined],
  ['bytes', Buffer.from([1, 2, 3, 255]), undefined],
])('knows %s by its bytes', (_name, bytes, type) => {
  expect(sniffType(bytes)).toBe(type);
});

it('takes at most five files, of 10 MB each, and twenty in a conversation', async () => {
  const chat = await line.start();
  const many = (count: number) =>
    form(Array.from({ length: count }, (_, index) => ({ name: `${index}.gif`, bytes: gif })));
  expect((await upload(chat, many(0))).status).toBe(400);
  expect((await upload(chat, many(6))).status).toBeGreaterThanOrEqual(400);
  expect((await upload(chat, many(9))).status).toBe(413);
  const large = Buffer.concat([gif, Buffer.alloc(10 * 1024 * 1024)]);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: large }]))).status).toBe(413);
  expect(line.attachments.stored.size).toBe(0);
  const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await upload(chat, many(5))).status));
  expect(statuses.sort()).toEqual([200, 200, 200, 200, 413]);
  expect(line.attachments.stored.size).toBe(20);
});

it('is one message when it is sent again, and stores nothing twice (R1)', async () => {
  const chat = await line.start();
  const send = (bytes: Buffer) =>
    upload(chat, form([{ name: 'a.gif', bytes }], { type: 'message', channelData: { clientActivityID: 'same' } }));
  const answers = await Promise.all([send(gif), send(gif), send(gif)]);
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  expect(incoming(chat.conversationId)).toHaveLength(1);
  expect(line.attachments.stored.size).toBe(1);
  expect((await send(png)).status).toBe(422);
});

it('is refused when it is no upload, or cannot be read', async () => {
  const chat = await line.start();
  expect((await upload(chat, '{}', { 'content-type': 'application/json' })).status).toBe(415);
  expect((await upload(chat, 'x', { 'content-type': 'multipart/form-data' })).status).toBe(415);
  expect((await upload(chat, 'garbage', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }], '{"type":'))).status).toBe(400);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }], '{"__proto__":{}}', false))).status).toBe(400);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }], { type: 'event' }))).status).toBe(400);
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }], { type: 'typing' }))).status).toBe(400);
  expect(line.attachments.stored.size).toBe(0);
});

it('leaves nothing behind when the sender goes away half-way', async () => {
  const chat = await line.start();
  const socket = connect(line.port, '127.0.0.1');
  const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.gif"\r\n\r\nGIF89a';
  socket.write(
    `POST ${chat.path}/upload HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${chat.token}\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n${body}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  // The conversation is free for the next upload: the cut one does not hold its turn.
  expect((await upload(chat, form([{ name: 'a.gif', bytes: gif }]))).status).toBe(200);
  expect(line.attachments.stored.size).toBe(1);
});

it('cleans names', async () => {
  const chat = await line.start();
  const names = ['../../etc/passwd', 'C:\\a\\b.gif', 'a"b\u202egnp.exe', '<>|'];
  for (const name of names) await upload(chat, form([{ name, bytes: gif }]));
  expect([...line.attachments.stored.values()].map(({ name }) => name)).toEqual([
    'passwd',
    'b.gif',
    'a%22bgnp.exe',
    'file',
  ]);
});

describe('a stored file', () => {
  async function stored() {
    const chat = await line.start();
    await upload(chat, form([{ name: '账单 (1).gif', bytes: gif }]));
    const { activities } = (await line.call('GET', `${chat.path}/activities?watermark=1`, chat.token)).json;
    return { chat, url: new URL(activities[0].attachments[0].contentUrl), shown: activities[0].attachments[0] };
  }

  it('is fetched by the address its conversation shows, never run or sniffed', async () => {
    const { url, shown } = await stored();
    expect(shown).not.toHaveProperty('content');
    const answer = await fetch(url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(gif);
    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95%20%281%29.gif",
    );
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is there for its own conversation only, for as long as a token', async () => {
    const { url, chat } = await stored();
    const other = await line.start();
    const get = async (path: string, token?: string) => line.call('GET', path, token);
    expect((await get(url.pathname, chat.token)).status).toBe(200);
    const foreign = await get(url.pathname, other.token);
    const absent = await get('/v3/directline/attachments/att_none', other.token);
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    expect((await get(url.pathname)).status).toBe(401);
    expect((await get(`${url.pathname}?t=${chat.token}`)).status).toBe(401);
    line.clock.at += 31 * 60_000;
    expect((await get(url.pathname + url.search)).status).toBe(403);
  });
});
