import { join } from 'node:path';
import type { AccountData } from '../../src/knowledge/answer';
import { loadKnowledge } from '../../src/knowledge/load-knowledge';
import { type Language, languages } from '../../src/ports/language';
import { intentNames } from '../../src/understanding/intents';
import { type ExtractedSlots, noSlots } from '../../src/understanding/understanding';
import { demoAccounts, demoPhones } from '../support/demo-accounts';

const now = Date.parse('2026-11-21T10:00:00+08:00');
const knowledge = loadKnowledge(join(__dirname, '../../nlp-models/knowledge'));
const accounts = demoAccounts({ now: () => now });
const [plain, tone, elder, arrears, overage, abnormal, cancelled, noPlan, unused, , many, rich] = demoPhones as [
  ...string[],
] & { length: 12 };

async function dataOf(phone = ''): Promise<AccountData> {
  const [subscriber, bills, usage, services] = await Promise.all([
    accounts.subscriber(phone),
    accounts.bills(phone, 6),
    accounts.dataUsage(phone),
    accounts.services(phone),
  ]);
  return { ...(subscriber ? { subscriber } : {}), bills, ...(usage ? { usage } : {}), services };
}

const ask = async (
  intent: string,
  phone?: string,
  more: { slots?: Partial<ExtractedSlots>; text?: string; language?: Language } = {},
) =>
  knowledge.answer(intent, more.language ?? 'zh-Hans', {
    now,
    ...(phone ? { account: await dataOf(phone) } : {}),
    slots: { ...noSlots, ...more.slots },
    ...(more.text ? { text: more.text } : {}),
  });

describe('coverage', () => {
  const families = /^(?:billing|data_usage|ring_back_tone|service|smalltalk)\.|^control\.help$/;

  test.each(intentNames.filter((intent) => families.test(intent)))('%s has an answer', (intent) => {
    expect(knowledge.has(intent)).toBe(true);
  });

  test('nothing else is answered from here', () => {
    expect(knowledge.has('complaint.pricing_billing')).toBe(false);
    expect(knowledge.has('__proto__')).toBe(false);
    expect(() => knowledge.answer('constructor', 'en', { now })).toThrow(RangeError);
  });

  test('what only the customer’s own data can answer says so', () => {
    const required = knowledge.intents.filter((intent) => knowledge.personal(intent) === 'required');
    expect(required.sort()).toEqual([
      'billing.balance',
      'billing.bill_detail',
      'billing.current_spend',
      'billing.vas_query',
      'billing.why_higher',
      'data_usage.remaining',
      'data_usage.why_used_up',
      'service.my_plan',
      'service.my_services',
    ]);
    expect(knowledge.personal('billing.deposit_offer')).toBe('optional');
    expect(knowledge.personal('ring_back_tone.what_is')).toBe('none');
    expect(knowledge.acts('ring_back_tone.cancel')).toBe(true);
    expect(knowledge.acts('billing.balance')).toBe(false);
  });

  test('every answer to every demo subscriber, in every language, is whole', async () => {
    for (const phone of ['', ...demoPhones]) {
      const account = phone ? await dataOf(phone) : undefined;
      for (const intent of knowledge.intents) {
        for (const language of languages) {
          const answer = knowledge.answer(intent, language, { now, ...(account ? { account } : {}) });
          const said = [answer, ...(answer.proposal ? [answer.proposal.ask] : [])].flatMap((w) => [w.text, w.speak]);
          for (const text of [...said, ...answer.followUps.flatMap((each) => [each.title, each.say])]) {
            expect({ intent, text }).toEqual({
              intent,
              text: expect.not.stringMatching(/[{}]|undefined|NaN|https?:|[a-z]_[a-z]/),
            });
            expect(text.trim()).not.toBe('');
          }
          expect(answer.speak).not.toMatch(language === 'en' ? /\d{5}/ : /\d元|\d{3}/);
          if (language === 'en') expect(answer.text).not.toMatch(/[，。！？]/);
        }
      }
    }
  });

  test('with data each personal intent leaves its general wording', async () => {
    for (const intent of knowledge.intents) {
      if (knowledge.personal(intent) === 'none') continue;
      expect((await ask(intent, tone)).variant).not.toBe('general');
      expect((await ask(intent)).variant).toBe('general');
      expect((await ask(intent, '13911112222')).text).toBeTruthy();
    }
  });
});

describe('why is it higher', () => {
  test('names the line, who ordered it, how and when; offers to cancel and to dispute', async () => {
    const answer = await ask('billing.why_higher', tone, { slots: { amountsFen: [600] } });
    expect(answer.variant).toBe('ordered_service');
    for (const part of ['多6元', '彩铃功能费', '11月3日', '短信', '回复内容为“Y”']) expect(answer.text).toContain(part);
    expect(answer.proposal?.action).toEqual({ kind: 'cancel_service', phone: tone, serviceId: 's2-crbt' });
    expect(answer.disputable).toEqual({ item: '彩铃功能费', amountFen: 600, billMonth: '2026-11' });
    expect(answer.followUps.map(({ title }) => title)).toEqual(expect.arrayContaining(['取消彩铃', '投诉这笔费用']));
    expect(answer.speak).toContain('六元');
  });

  test('an abnormal bill is told with the usual spend', async () => {
    const answer = await ask('billing.why_higher', abnormal);
    expect(answer.variant).toBe('abnormal');
    expect(answer.text).toContain('国际漫游流量费');
    expect(answer.disputable?.amountFen).toBe(28_600);
  });

  test('an amount that is charged every month is found although nothing grew', async () => {
    const answer = await ask('billing.why_higher', cancelled, { slots: { amountsFen: [600] } });
    expect(answer.variant).toBe('same_amount');
    expect(answer.proposal).toBeUndefined();
    expect(answer.disputable?.item).toBe('彩铃功能费');
  });

  test('no rise is said as it is', async () => {
    expect((await ask('billing.why_higher', cancelled)).variant).toBe('not_higher');
    expect((await ask('billing.why_higher', overage)).variant).toBe('new_item');
  });

  test('a named month is compared with the month before it', async () => {
    const answer = await ask('billing.why_higher', many, { slots: { months: ['2026-10'] } });
    expect(answer.text).toContain('您10月的话费一共是');
    expect(answer.text).toContain('阅读包');
  });
});

describe('the deposit offer', () => {
  test('someone who spends about 20 yuan is told that it would cost more, and may still choose it', async () => {
    const answer = await ask('billing.deposit_offer', plain);
    expect(answer.variant).toBe('low_spend');
    expect(answer.text).toMatch(/每月大约用20元/);
    expect(answer.text).toMatch(/每月最低消费58元/);
    expect(answer.text).toMatch(/多花38元/);
    expect(answer.text).toMatch(/还是可以选/);
    expect(answer.speak).toContain('五十八元');
  });
  test('someone above the minimum hears that the cost does not rise', async () => {
    expect((await ask('billing.deposit_offer', elder)).variant).toBe('enough_spend');
  });
  test('without data: the condition, and a way to check', async () => {
    const answer = await ask('billing.deposit_offer');
    expect(answer.text).toContain('58元');
    expect(answer.followUps[0]).toEqual(knowledge.checkMine('zh-Hans'));
    expect(knowledge.isCheckMine(answer.followUps[0]?.say ?? '')).toBe(true);
    expect(knowledge.isCheckMine('查余额')).toBe(false);
  });
});

describe('ring-back tones', () => {
  test('never ordered: the record, a cancellation, a dispute', async () => {
    const answer = await ask('ring_back_tone.not_ordered', tone);
    expect(answer.variant).toBe('ordered');
    expect(answer.proposal?.action.kind).toBe('cancel_service');
    expect(answer.disputable).toEqual({ item: '彩铃功能费', amountFen: 600, billMonth: '2026-11' });
  });
  test('a fee after the last fee month is admitted', async () => {
    const answer = await ask('ring_back_tone.charged_after_cancel', cancelled);
    expect(answer.variant).toBe('wrong_charge');
    expect(answer.text).toContain('9月');
    expect(answer.disputable?.billMonth).toBe('2026-11');
    expect(answer.proposal).toBeUndefined();
  });
  test('cancelling what is not there, what is free, what was cancelled', async () => {
    expect((await ask('ring_back_tone.cancel', plain)).variant).toBe('none');
    expect((await ask('ring_back_tone.cancel', rich)).variant).toBe('free');
    expect((await ask('ring_back_tone.cancel', cancelled)).variant).toBe('cancelled');
    const answer = await ask('ring_back_tone.cancel', tone);
    expect(answer.proposal?.ask.text).toContain('彩铃功能');
    expect(answer.text).toContain('从12月起不再收');
  });
  test('free services nobody told them about', async () => {
    const answer = await ask('ring_back_tone.free_services', unused);
    expect(answer.variant).toBe('unused');
    expect(answer.text).toContain('来电显示、漏话提醒');
    expect((await ask('ring_back_tone.free_services', plain)).variant).toBe('all_used');
  });
});

describe('data', () => {
  test.each([
    [tone, 'left'],
    [rich, 'left_with_packs'],
    [many, 'nearly_used'],
    [overage, 'used_up'],
    [noPlan, 'no_plan'],
  ])('%s: %s', async (phone, variant) => {
    expect((await ask('data_usage.remaining', phone)).variant).toBe(variant);
  });
  test('the amounts are those of the account', async () => {
    expect((await ask('data_usage.remaining', tone)).text).toContain('还剩3.2GB，一共10GB，已经用了6.8GB');
  });
  test('a cap needs an amount; with one it is proposed', async () => {
    const open = await ask('data_usage.set_cap', tone);
    expect(open.followUps.map(({ say }) => say)).toContain('把流量费用上限设为30元');
    expect(open.proposal).toBeUndefined();
    const set = await ask('data_usage.set_cap', tone, { slots: { amountsFen: [3000] } });
    expect(set.proposal?.action).toEqual({ kind: 'set_data_cap', phone: tone, capFen: 3000 });
  });
  test.each<[string, { slots?: Partial<ExtractedSlots>; text?: string; language?: Language }]>([
    ['pack-3g', { slots: { dataMb: [3072] } }],
    ['pack-10g', { slots: { amountsFen: [3000] } }],
    ['pack-10g', { text: '帮我订10GB流量月包' }],
    ['pack-10g', { text: 'order the 10 GB monthly pack', language: 'en' }],
  ])('the pack named is the one proposed: %s', async (packId, named) => {
    const answer = await ask('data_usage.order_pack', tone, named);
    expect(answer.proposal?.action).toEqual({ kind: 'order_data_pack', phone: tone, packId });
  });
});

describe('services', () => {
  test('several: the list with one button each; the one named is proposed', async () => {
    const choose = await ask('billing.vas_cancel', many);
    expect(choose.variant).toBe('choose');
    const chosen = await ask('billing.vas_cancel', many, { text: choose.followUps[1]?.say ?? '' });
    expect(chosen.proposal?.action).toMatchObject({ serviceId: 's11-game' });
    const english = await ask('billing.vas_cancel', many, { text: 'cancel the reading pack please', language: 'en' });
    expect(english.proposal?.action).toMatchObject({ serviceId: 's11-reading' });
    const traditional = await ask('billing.vas_cancel', many, { language: 'zh-Hant' });
    const again = await ask('billing.vas_cancel', many, { text: traditional.followUps[0]?.say ?? '' });
    expect(again.proposal?.action).toMatchObject({ serviceId: 's11-video' });
  });
  test('one: it is meant', async () => {
    expect((await ask('billing.vas_cancel', tone)).variant).toBe('chosen');
  });
  test('a fault with its place becomes a repair order, the place shown as it was said', async () => {
    const answer = await ask('service.broadband_fault', plain, { slots: { places: ['{plan} $& 小区'] } });
    expect(answer.text).toContain('{plan} $& 小区');
    expect(answer.proposal?.action).toMatchObject({ kind: 'open_repair_order', place: '{plan} $& 小区' });
  });
});

describe('duties', () => {
  test.each<[string, RegExp]>([
    ['service.port_out', /CXXZ[\s\S]*10086/],
    ['service.fraud_report', /110[\s\S]*96110[\s\S]*12321/],
    ['service.appeal', /15天[\s\S]*12300[\s\S]*12381[\s\S]*5个月[\s\S]*2年/],
    ['service.transfer_ownership', /双方本人[\s\S]*原件[\s\S]*签字[\s\S]*两个人的身份证是办不了[\s\S]*保护双方/],
    ['service.broadband_fault', /48小时[\s\S]*72小时/],
    ['ring_back_tone.fee', /6元[\s\S]*套餐/],
    ['data_usage.no_plan', /0\.29元/],
  ])('%s says what must be said', async (intent, needed) => {
    expect((await ask(intent)).text).toMatch(needed);
  });
  test('who is suspended hears the amount and the way back', async () => {
    const answer = await ask('billing.arrears', arrears);
    expect(answer.variant).toBe('suspended');
    expect(answer.text).toContain('35.40元');
  });
});

describe('after a proposal', () => {
  test('done, with reference and month', () => {
    const done = { ok: true, reference: 'D202611210001', effectiveMonth: '2026-12' } as const;
    const said = knowledge.outcome('ring_back_tone.cancel', 'zh-Hans', done);
    expect(said.text).toContain('D202611210001');
    expect(said.text).toContain('从12月起');
    expect(knowledge.outcome('billing.why_higher', 'en', done).text).toContain('December');
    const soon = knowledge.outcome('billing.vas_cancel', 'zh-Hans', { ok: true, reference: 'R1' });
    expect(soon.text).toContain('从下个月起');
  });
  test('every refusal of every proposal is worded', () => {
    for (const intent of knowledge.intents.filter((each) => knowledge.acts(each))) {
      for (const language of languages) {
        for (const reason of ['not_found', 'already_done', 'not_allowed'] as const) {
          expect(knowledge.outcome(intent, language, { ok: false, reason }).text).not.toMatch(/[{}]/);
        }
        const done = { ok: true, reference: 'R1', effectiveMonth: '2027-01' } as const;
        expect(knowledge.outcome(intent, language, done).text).not.toMatch(/[{}]/);
      }
    }
    expect(() => knowledge.outcome('billing.balance', 'en', { ok: false, reason: 'not_found' })).toThrow(RangeError);
  });
});
