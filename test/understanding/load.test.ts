import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type LoadedUnderstander, loadUnderstander } from '../../src/understanding/load';
import { clock, dataDir, realUnderstander } from './understander';

let understander: LoadedUnderstander;
beforeAll(async () => {
  understander = await realUnderstander();
}, 60_000);
afterAll(() => understander.close());

const intentOf = async (text: string): Promise<string> => (await understander.understand(text)).intent;

describe('what a message means', () => {
  test.each([
    ['我这个月话费怎么多了6块钱', 'billing.why_higher'],
    ['流量还剩多少', 'data_usage.remaining'],
    ['彩铃怎么取消', 'ring_back_tone.cancel'],
    ['彩玲怎么取消', 'ring_back_tone.cancel'],
    ['财铃一个月多少钱', 'ring_back_tone.fee'],
    ['什么是彩铃', 'ring_back_tone.what_is'],
    ['没开流量套餐怎么收费', 'data_usage.no_plan'],
    ['存300送300我能办吗', 'billing.deposit_offer'],
    ['我拿着我妈的身份证能过户吗', 'service.transfer_ownership'],
    ['我要查話費餘額', 'billing.balance'],
    ['來電答鈴怎麼取消', 'ring_back_tone.cancel'],
    ['how much data do I have left', 'data_usage.remaining'],
    ['cancel my ring back tone', 'ring_back_tone.cancel'],
    ['查一下我现在用的是哪个套餐', 'service.my_plan'],
    ['我这个号都开了什么业务', 'service.my_services'],
    ['39元套餐从几号开始算', 'billing.plan_contents'],
    ['今天天气怎么样', 'None'],
    ['13800000002', 'None'],
    ['？？？', 'None'],
    ['半个月了', 'None'],
    ['随时都可以', 'None'],
    ['what is the capital of France', 'None'],
  ])('%s → %s', async (text, intent) => {
    expect(await intentOf(text)).toBe(intent);
  });

  test.each([
    ['報修三天了都沒人來', ['after_sales']],
    ['你们客服态度太差了，直接挂我电话', ['staff_attitude']],
    ['宽带一到晚上就断，测速连十兆都没有', ['product_quality']],
    ['莫名其妙扣了我三十块增值业务费，我根本没开过', ['pricing_billing']],
    ['my broadband drops every evening and nobody calls back', ['after_sales', 'product_quality']],
    ['你们营业厅那个女的爱理不理还冲我吼，而且彩铃我根本没开过，每个月扣我6块', ['pricing_billing', 'staff_attitude']],
  ])('%s is a complaint about %j', async (text, types) => {
    const meaning = await understander.understand(text);
    expect(meaning.intent).toMatch(/^complaint\./);
    expect(meaning.complaintTypes.map(({ type }) => type).sort()).toEqual(types);
  });

  test('a bare announcement is a complaint of no type in particular, never a withdrawal', async () => {
    for (const text of ['我要投诉', '投诉', '我要投訴', 'I want to complain']) {
      const { intent, complaintTypes } = await understander.understand(text);
      expect(intent).toMatch(/^complaint\./);
      expect(complaintTypes[0]?.score).toBeLessThan(0.6);
    }
  });

  test('one grievance told at length is one complaint', async () => {
    for (const text of [
      '报修四天了，打了三次电话，每次都说师傅马上联系，结果到现在没人上门',
      '上个月套餐五十九，这个月账单八十九，多出来三十块是什么业务，我没开过，请退给我',
      '柜台那个小伙子一直玩手机，我问了三遍他都不抬头，最后还说我烦',
    ]) {
      expect((await understander.understand(text)).complaintTypes).toHaveLength(1);
    }
  });

  test('praise that tells of trouble is no complaint', async () => {
    for (const text of [
      '昨天宽带坏了，没想到师傅半小时就来修好了，还特别客气，点个赞',
      'The line was down last night but your technician came within the hour, great service, thank you',
    ]) {
      expect(await intentOf(text)).toBe('smalltalk.praise');
    }
  });

  test('a complaint with a question keeps both, in order', async () => {
    const { clauses } = await understander.understand('宽带断了三天报修没人来，另外我还剩多少流量');
    expect(clauses.map(({ intent }) => intent)).toEqual(['complaint.after_sales', 'data_usage.remaining']);
  });

  test('clauses stand where they stand among emoji and Traditional characters', async () => {
    const text = '😡😡這個月扣了我😤３０塊！還有客服罵人🙄';
    const { clauses } = await understander.understand(text);
    expect(clauses.map((clause) => clause.complaintType)).toEqual(['pricing_billing', 'staff_attitude']);
    for (const { text: part, start, end } of clauses) expect(text.slice(start, end)).toBe(part);
  });

  test('a question without dissatisfaction names no complaint type', async () => {
    expect((await understander.understand('彩铃一个月多少钱')).complaintTypes).toEqual([]);
  });

  test('an order refused is no order', async () => {
    for (const text of ['不要给我开通彩铃', '别帮我取消彩铃', "don't cancel my ring back tone"]) {
      expect(await intentOf(text)).not.toMatch(/ring_back_tone\.(?:order|cancel)/);
    }
  });

  test('clauses quote the original text, Traditional characters and full width kept', async () => {
    const text = '門市那個小姐對我很兇，而且帳單多收了我６０元';
    const { clauses } = await understander.understand(text);
    expect(clauses.map((clause) => clause.text)).toEqual(['門市那個小姐對我很兇，', '而且帳單多收了我６０元']);
    expect(clauses.map((clause) => clause.complaintType)).toEqual(['staff_attitude', 'pricing_billing']);
    for (const { text: part, start, end } of clauses) expect(text.slice(start, end)).toBe(part);
  });
});

describe('hostile text', () => {
  const hostile = [
    '二'.repeat(5000),
    '1'.repeat(5000),
    'a'.repeat(5000),
    '，'.repeat(5000),
    '十一月'.repeat(1700),
    '昨天1号6块'.repeat(800),
    '不是'.repeat(2500),
    '1-2-'.repeat(1250),
    '转人工'.repeat(1700),
    'x路'.repeat(2500),
    'but '.repeat(1250),
    '\u0000\ud800'.repeat(2500),
    '😀'.repeat(2500),
    '__proto__',
    'constructor prototype hasOwnProperty',
    '{"__proto__":{"admin":true}}',
    '',
  ];
  test('never throws, never pollutes, and takes little time', async () => {
    for (const text of hostile) await understander.understand(text); // compiled by now
    const slow: string[] = [];
    for (const text of hostile) {
      // 50 ms on an idle machine. Tests share theirs: what is slow is slow every time.
      let least = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 4 && least >= 200; round += 1) {
        const started = performance.now();
        await understander.understand(text);
        least = Math.min(least, performance.now() - started);
      }
      if (least >= 200) slow.push(text.slice(0, 20));
    }
    expect(slow).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test('any text has a meaning whose clauses cover it in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        const { clauses, score, slots } = await understander.understand(text);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        let at = 0;
        for (const clause of clauses) {
          expect(clause.start).toBe(at);
          expect(text.slice(clause.start, clause.end)).toBe(clause.text);
          at = clause.end;
        }
        expect(at).toBe(clauses.length === 0 ? 0 : text.length);
        for (const fen of slots.amountsFen) expect(Number.isInteger(fen)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the cached model', () => {
  const bytesOf = ({ buffer, byteOffset, byteLength }: Int8Array) => Buffer.from(buffer, byteOffset, byteLength);
  const samples = [
    '流量还剩多少',
    '報修三天了都沒人來',
    'my bill is wrong',
    '呵呵',
    '彩玲取消',
    '你好，我要投诉你们营业员',
  ];

  test('answers exactly like a fresh one, and a damaged one is trained again', async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'nlu-cache-'));
    try {
      const fresh = await loadUnderstander({ dataDir, cacheDir, clock });
      const cached = await loadUnderstander({ dataDir, cacheDir, clock });
      // Four million of them: compared as bytes, which Jest's own comparison takes ten seconds for.
      expect(Buffer.compare(bytesOf(cached.model.weights), bytesOf(fresh.model.weights))).toBe(0);
      for (const text of samples) expect(await cached.understand(text)).toEqual(await fresh.understand(text));

      const [file] = readdirSync(cacheDir);
      writeFileSync(join(cacheDir, file ?? ''), 'broken');
      const again = await loadUnderstander({ dataDir, cacheDir, clock });
      for (const text of samples) expect(await again.understand(text)).toEqual(await fresh.understand(text));
    } finally {
      rmSync(cacheDir, { recursive: true, force: true });
    }
  }, 120_000);
});
