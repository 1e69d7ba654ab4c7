import { inflateSync } from 'node:zlib';
import type { AppealPacket } from '../../../src/desk/complaint-api';
import type { AccountGateway, Subscriber } from '../../../src/ports/account-gateway';
import { AccountUnavailable } from '../../../src/ports/account-gateway';
import { tempDirs } from '../../support/temp-dir';
import { noAccounts, type RunningDesk, runDesk } from '../running-desk';
import { bodies, day, hour, monday, told } from './told-complaint';

const freshDir = tempDirs();
let desk: RunningDesk;
let isAway = false;
const accounts: AccountGateway = {
  ...noAccounts,
  subscriber: async (phone) => {
    if (isAway) throw new AccountUnavailable('away');
    return { phone, name: '王小明' } as Subscriber;
  },
};
beforeEach(async () => {
  isAway = false;
  desk = await runDesk({ dir: freshDir(), accounts });
  desk.clock.set(monday);
});
afterEach(() => desk.stop());

const why = '客户要向12300申诉';

/** Filed, answered and told, with a file as evidence; `lin` works on it. */
async function answered(): Promise<string> {
  const conversationId = 'conv_packet';
  const file = await desk.store.attachments.put({
    conversationId,
    name: '13800000002账单.png',
    contentType: 'image/png',
    bytes: Buffer.from('picture'),
  });
  const { number, id } = await told(desk, {
    conversationId,
    subType: 'unauthorised_order',
    evidence: [file.id, 'att_long_gone'],
    bill: {
      at: monday,
      month: '2026-11',
      totalFen: 6500,
      lines: [{ name: '彩铃功能费', nameEn: 'Ring-back tone', amountFen: 600 }],
    },
  });
  for (const act of ['assess', 'ask', 'answered', 'remedy', 'answer'] as const)
    expect((await desk.post('lin', `/complaints/${number}/${act}`, bodies[act])).status).toBe(200);
  await desk.complaintActs.communicated(id, { at: monday + hour, way: 'sms', reference: 'sms_77' });
  return number;
}

test('the fields an appeal needs, masked', async () => {
  const number = await answered();
  const { status, body } = await desk.get('lin', `/complaints/${number}/packet`);
  expect(status).toBe(200);
  const packet = body as AppealPacket;
  const cause = (await desk.get('lin', '/words')).body.causes
    .flatMap(({ causes }: { causes: { code: string; names: object }[] }) => causes)
    .find(({ code }: { code: string }) => code === 'ordered_without_consent').names['zh-Hans'];
  expect(packet).toMatchObject({
    madeAt: monday,
    madeBy: '客服小林',
    full: false,
    number,
    filedAt: monday,
    status: '已告知结果',
    applicant: { name: '王**', phone: '138****0002', identity: 'verified' },
    respondent: { name: expect.stringMatching(/./) },
    request: expect.stringContaining('退到 138****0002'),
    reason: expect.stringContaining('价格'),
    facts: { story: expect.stringContaining('每月扣我6块'), additions: [{ text: '上个月五号' }] },
    answers: [
      {
        by: '客服小林',
        text: bodies.answer.text,
        cause,
        answerBy: monday + 15 * day,
        told: { at: monday + hour, way: '短信', reference: 'sms_77' },
        inTime: true,
      },
    ],
    bill: { at: monday, month: '2026-11', totalFen: 6500, lines: [{ name: '彩铃功能费', amountFen: 600 }] },
    proof: { answerBy: monday + 15 * day, toldAt: monday + hour, inTime: true },
    remedies: [{ name: '话费补偿', amountFen: 600, status: '已给予' }],
    missing: ['address'],
  });
  expect(packet.facts.details.map(({ label, value }) => `${label} ${value}`)).toEqual([
    '收费项目 彩铃',
    '金额 6元',
    '账单月份 2026年11月',
  ]);
  expect(packet.evidence).toMatchObject([
    { name: '138****0002账单.png', contentType: 'image/png', size: 7 },
    { id: 'att_long_gone' },
  ]);
  expect(packet.evidence[1]).not.toHaveProperty('name');
  expect(packet.timeline.map(({ who, what }) => `${who} ${what}`)).toEqual([
    '客户 提出投诉',
    '智能客服 登记并告知编号',
    '客服小林 评估轻重缓急',
    '客服小林 请客户补充情况',
    '客服小林 继续处理',
    '客服小林 提出补救措施',
    '客服小林 作出处理结果',
    '智能客服 答复已送达客户',
    '智能客服 询问是否解决',
  ]);
  expect(JSON.stringify(packet)).not.toMatch(/13800000002|482913|王小明/);
});

test('in full for a reason, which is in the trail; codes never', async () => {
  const number = await answered();
  const path = `/complaints/${number}/packet`;
  expect(await desk.post('lin', path, { format: 'json' })).toMatchObject({ status: 400 });
  expect(await desk.post('lin', path, { format: 'json', why: ' ' })).toMatchObject({ status: 400 });
  const { body } = await desk.post('boss', path, { format: 'json', why, language: 'en' });
  expect(body).toMatchObject({
    full: true,
    language: 'en',
    applicant: { name: '王小明', phone: '13800000002' },
    evidence: [{ name: '13800000002账单.png' }, {}],
  });
  expect(body.facts.story).toContain('13800000002');
  expect(JSON.stringify(body)).not.toContain('482913');
  await desk.get('lin', path);
  const trail = (await desk.store.records.list('audit', 50)).map(({ data }) => data);
  expect(trail[1]).toMatchObject({ staff: 'boss', act: 'reveal', about: number, what: 'packet', why, format: 'json' });
  expect(trail[0]).toMatchObject({ staff: 'lin', act: 'packet', about: number, format: 'json' });
});

test('tries to reach the customer say how and what came of it, remedies what and how much', async () => {
  const number = await answered();
  await desk.post('lin', `/complaints/${number}/contact`, { way: 'phone', outcome: 'no_answer' });
  const { body } = await desk.get('lin', `/complaints/${number}/packet`);
  const lines = (body as AppealPacket).timeline.map(({ what, note = '' }) => `${what} ${note}`);
  expect(lines).toContain('提出补救措施 话费补偿 · 6元 · 已给予');
  expect(lines.at(-1)).toMatch(/^联系客户 电话 · 没人接$/);
});

test('a re-opened complaint shows every answer, each with its own 15 days', async () => {
  const number = await answered();
  desk.later(3 * day);
  await desk.post('boss', `/complaints/${number}/reopen`, bodies.reopen);
  desk.later(16 * day);
  const { body } = await desk.get('boss', `/complaints/${number}/packet`);
  expect(body.answers).toHaveLength(1);
  expect(body.answers[0]).toMatchObject({ answerBy: monday + 15 * day, inTime: true });
  expect(body.proof).toEqual({ answerBy: monday + 18 * day, inTime: false });
  expect(body.timeline.at(-1)).toMatchObject({ what: '重新处理', note: bodies.reopen.why });
});

test.each([
  ['zh-Hans', '不满意 · 来回两次才退'],
  ['en', 'Unsatisfied · 来回两次才退'],
])('what the customer thought of it is told in words (%s), and no code of ours', async (language, note) => {
  const number = await answered();
  const id = (await desk.store.complaints.byNumber(number))?.id ?? '';
  expect((await desk.complaintActs.recheck(id, 'customer', false)).ok).toBe(true);
  for (const act of ['assess', 'investigate', 'answer'] as const)
    await desk.post('boss', `/complaints/${number}/${act}`, bodies[act]);
  await desk.complaintActs.communicated(id, { at: desk.clock.now(), way: 'sms', reference: 'sms_78' });
  await desk.complaintActs.recheck(id, 'customer', true);
  expect((await desk.complaintActs.survey(id, { score: 'unsatisfied', words: '来回两次才退' })).ok).toBe(true);
  const { body } = await desk.get('boss', `/complaints/${number}/packet?language=${language}`);
  const notes = (body as AppealPacket).timeline.flatMap(({ note: words }) => words ?? []);
  expect(notes.at(-1)).toBe(note);
  expect(JSON.stringify(body)).not.toContain('unsatisfied');
});

test('what we do not know is left to be filled in, also while the business system is away', async () => {
  isAway = true;
  const { number } = await told(desk, { identity: 'none', wantedOutcome: undefined, phone: undefined });
  const { body } = await desk.get('boss', `/complaints/${number}/packet`);
  expect(body).toMatchObject({ applicant: { identity: 'none' }, missing: ['name', 'address', 'phone', 'request'] });
  expect(body.proof).toEqual({ answerBy: monday + 15 * day });
  const verified = await told(desk);
  expect((await desk.get('boss', `/complaints/${verified.number}/packet`)).body.applicant).not.toHaveProperty('name');
});

test('for whoever works on it and supervisors; a colleague who may see it is refused', async () => {
  const number = await answered();
  for (const query of ['', '?format=pdf']) {
    expect((await desk.get('wang', `/complaints/${number}/packet${query}`)).status).toBe(403);
    expect((await desk.get('chen', `/complaints/${number}/packet${query}`)).status).toBe(404);
  }
  expect((await desk.post('wang', `/complaints/${number}/packet`, { format: 'json', why })).status).toBe(403);
  expect(await desk.get('lin', `/complaints/${number}/packet?format=docx`)).toMatchObject({ status: 400 });
  expect(await desk.get('lin', `/complaints/${number}/packet?language=fr`)).toMatchObject({ status: 400 });
});

test.each(['zh-Hans', 'zh-Hant', 'en'])('as a PDF with its font inside (%s)', async (language) => {
  const number = await answered();
  const response = await fetch(`${desk.base}/desk/api/complaints/${number}/packet?format=pdf&language=${language}`, {
    headers: { cookie: await desk.cookieOf('lin') },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const source = bytes.toString('latin1');
  expect(source).toContain('/FontFile3');
  expect(source).toMatch(/\/Type \/Page\b/);
  expect(bytes.length).toBeLessThan(500_000);
  expect(unicodeOf(bytes)).toEqual(
    expect.arrayContaining([...(language === 'en' ? '彩铃已退回Record' : '彩铃已退回')]),
  );
});

test('a long story goes on over pages, each with its number', async () => {
  const { number } = await told(desk, { story: '在家没有信号，打了很多次电话都说在处理。'.repeat(200) });
  const { headers, status } = await desk.get('boss', `/complaints/${number}/packet?format=pdf`);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const { body } = await desk.get('boss', `/complaints/${number}/packet?format=pdf`);
  expect(String(body).match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});

/** The signs the file says its glyphs stand for (`ToUnicode`), by which text is searched and copied. */
function unicodeOf(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let from = pdf.indexOf('stream\n'); from >= 0; from = pdf.indexOf('stream\n', from + 7)) {
    if (pdf.subarray(from - 3, from).toString() === 'end') continue;
    const bytes = pdf.subarray(from + 7, pdf.indexOf('endstream', from));
    let text = '';
    try {
      text = inflateSync(bytes).toString('latin1');
    } catch {
      continue;
    }
    if (!text.includes('beginbfrange')) continue;
    for (const [, codes = ''] of text.matchAll(/\[([<>0-9a-f\s]+)\]/g))
      for (const [, code = ''] of codes.matchAll(/<([0-9a-f]{4})>/g))
        found.push(String.fromCharCode(Number.parseInt(code, 16)));
  }
  return found;
}
