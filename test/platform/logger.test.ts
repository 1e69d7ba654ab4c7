import { createLogger } from '../../src/platform/logger';

function capture(level: 'debug' | 'info' = 'info') {
  const lines: string[] = [];
  const log = createLogger({ level, clock: { now: () => 0 }, destination: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

it('writes one JSON line with level name and ISO time', () => {
  const { log, lines, last } = capture();
  log.info({ conversationId: 'conv_0123456789abcdef0123456789abcdef' }, 'Turn done');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.endsWith('\n')).toBe(true);
  expect(last()).toMatchObject({
    level: 'info',
    time: '1970-01-01T00:00:00.000Z',
    msg: 'Turn done',
    conversationId: 'conv_0123456789abcdef0123456789abcdef',
  });
});

it('holds back what is below its level', () => {
  const { log, lines } = capture();
  log.debug({}, 'chatter');
  expect(lines).toEqual([]);
});

it('masks phone and ID numbers wherever they stand', () => {
  const { log, lines } = capture();
  const cause = new Error('no subscriber 13812345678');
  log.error(
    { err: new Error('lookup failed', { cause }), phone: '13812345678', deep: [{ to: 13812345678 }] },
    'call 13812345678',
  );
  log.warn({ text: '身份证110101199003074477' }, 'x');
  expect(lines.join('')).not.toContain('13812345678');
  expect(lines.join('')).not.toContain('110101199003074477');
  expect(lines[0]).toContain('138****5678');
});

it('cuts out tokens, cookies, passwords and codes', () => {
  const { log, lines } = capture();
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiZGxfMSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ';
  log.info(
    {
      headers: { authorization: `Bearer ${token}`, cookie: 'chat_session=x' },
      url: `/stream?t=${token}`,
      password: 'hunter2',
      code: '482913',
    },
    `Bearer ${token}`,
  );
  for (const secret of [token, 'chat_session=x', 'hunter2', '482913']) expect(lines[0]).not.toContain(secret);
  log.info({ err: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }, 'x');
  expect(lines[1]).toContain('ECONNREFUSED');
});

it('keeps one event on one line, without control characters, however hostile or large', () => {
  const { log, lines } = capture();
  const circular: Record<string, unknown> = { text: `a\nb\u001b[31m\u2028${'x'.repeat(50_000)}` };
  circular['self'] = circular;
  log.info(circular, 'first\nsecond');
  expect(lines).toHaveLength(1);
  for (const control of ['\n', '\u001b', '\u2028']) expect(lines[0]?.trimEnd()).not.toContain(control);
  expect(lines[0]?.length).toBeLessThan(60_000);
});
