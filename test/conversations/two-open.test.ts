import type { Language } from '../../src/ports/language';
import { complaintAnswered, complaintGoesOn } from '../support/complaint-step';
import type { Customer } from '../support/customer';
import { scriptUnderstander } from '../support/describe-scripts';
import { startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// Two complaints of one customer are open: what is said of one is not taken for the other.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const phone = '13800000004';
const minute = 60_000;

let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at });
});
afterEach(() => desk.close());

/** How each language says it. */
const said = {
  'zh-Hans': {
    stories: [
      [`昨天在五一路营业厅被营业员骂了，号码${phone}`, '道歉', '可以'],
      [`上个月彩铃扣了我6块钱，我没开过，号码${phone}`, '退钱', '跳过', '可以'],
    ],
    digression: '什么是彩铃',
    unsolved: '没解决',
    solved: '解决了',
    status: '状态',
    add: '补充投诉情况',
    fact: '那天我有录音',
    later: '晚点再说',
    named: '彩铃那个',
    which: /哪一件/,
    back: /资深的同事重新处理/,
    closed: /办结了/,
  },
  'zh-Hant': {
    stories: [
      [`昨天在五一路門市被店員罵了，號碼${phone}`, '道歉', '可以'],
      [`上個月來電答鈴扣了我6塊錢，我沒開過，號碼${phone}`, '退費', '略過', '可以'],
    ],
    digression: '什麼是來電答鈴',
    unsolved: '沒解決',
    solved: '解決了',
    status: '狀態',
    add: '補充投訴情況',
    fact: '那天我有錄音',
    later: '晚點再說',
    named: '來電答鈴那個',
    which: /哪一件/,
    back: /資深的同事重新處理/,
    closed: /結案了/,
  },
  en: {
    stories: [
      [
        `A clerk at your shop shouted at me yesterday. My number is ${phone}.`,
        ...['Skip', 'Skip', 'Apology', 'Skip', 'Yes, record it'],
      ],
      [
        `Last month you charged me 6 yuan for a ring-back tone I never ordered, ${phone}`,
        ...['Refund', 'Skip', 'Yes, record it'],
      ],
    ],
    digression: 'what is a ring-back tone',
    unsolved: 'not solved',
    solved: 'solved',
    status: 'any news',
    add: 'Add to my complaint',
    fact: 'I have a recording of that day',
    later: 'Later',
    named: 'the ring-back one',
    which: /Which (?:one|complaint)/,
    back: /gone back to a senior/,
    closed: /is closed/,
  },
} as const satisfies Record<Language, unknown>;
const languages = Object.keys(said) as Language[];

async function tell(customer: Customer, language: Language): Promise<void> {
  for (const story of said[language].stories) for (const words of story) await customer.say(words);
}

/** The first, about a clerk, and the second, about a charge. */
async function both() {
  const [charge, clerk] = await desk.store.complaints.ofPhone(phone, 0);
  if (!charge || !clerk) throw new Error('Two complaints should be on record.');
  return { clerk, charge };
}

/** Both are answered, each result is told and asked about, and then the customer speaks of something else. */
async function askedAboutBoth(customer: Customer, language: Language): Promise<void> {
  await tell(customer, language);
  const { clerk, charge } = await both();
  await complaintAnswered(desk, clerk.number, 'one');
  await customer.wait(0);
  await customer.wait(31 * minute);
  await complaintAnswered(desk, charge.number, 'two');
  await customer.wait(0);
  await customer.wait(31 * minute);
}

describe.each(languages)('by text message, %s', (language) => {
  const words = said[language];

  it('“how does it stand” lists both, and a digit chooses', async () => {
    const customer = smsCustomer(desk, phone);
    await tell(customer, language);
    const { clerk, charge } = await both();
    const { text } = await customer.say(words.status);
    expect(text).toMatch(words.which);
    const { names } = desk.services.catalogue.status;
    for (const { number, status } of [clerk, charge])
      expect(text).toMatch(new RegExp(`\\n[12] ${number} .+[（(]${names[status][language]}[）)]`));
    const first = text.indexOf(`1 ${charge.number}`) >= 0 ? charge : clerk;
    const chosen = await customer.say('1');
    expect(chosen.text).toContain(first.number);
    expect(chosen.text).not.toContain((first === charge ? clerk : charge).number);
  });

  it('the answer to the question asked last is about that one', async () => {
    const customer = smsCustomer(desk, phone);
    await askedAboutBoth(customer, language);
    expect((await customer.say(words.unsolved)).text).toMatch(words.back);
    const { clerk, charge } = await both();
    expect([clerk.status, charge.status]).toEqual(['decision_communicated', 'assessed']);
  });

  it('a word on whether it is solved, later, is asked of which, and done to that one', async () => {
    const customer = smsCustomer(desk, phone);
    await askedAboutBoth(customer, language);
    await customer.say(words.digression);
    const asked = await customer.say(words.unsolved);
    const { clerk, charge } = await both();
    expect(asked.text).toMatch(words.which);
    expect(asked.text).not.toMatch(words.back);
    expect([clerk.status, charge.status]).toEqual(['decision_communicated', 'decision_communicated']);
    const digit = /(\d) C\d{8}-0001-\d/.exec(asked.text)?.[1] ?? '';
    const done = (await customer.say(digit)).text;
    expect(done).toMatch(words.back);
    expect(done).toContain(clerk.number);
    const now = await both();
    expect([now.clerk.status, now.charge.status]).toEqual(['assessed', 'decision_communicated']);
    // The number that was chosen is no reason.
    expect(now.clerk.additions).toEqual([]);
  });

  it('by then only one waits for a word, and is meant', async () => {
    const customer = smsCustomer(desk, phone);
    await askedAboutBoth(customer, language);
    const { clerk } = await both();
    await complaintGoesOn(desk, clerk.number, { tried: true, who: 'agent1' });
    await desk.complaintActs.recheck(clerk.id, 'customer', true);
    await customer.say(words.digression);
    expect((await customer.say(words.solved)).text).toMatch(words.closed);
    expect((await both()).charge.status).toBe('closed');
  });

  it('what it is about chooses as well', async () => {
    const customer = smsCustomer(desk, phone);
    await askedAboutBoth(customer, language);
    await customer.say(words.digression);
    await customer.say(words.unsolved);
    expect((await customer.say(words.named)).text).toMatch(words.back);
    const { clerk, charge } = await both();
    expect([clerk.status, charge.status]).toEqual(['decision_communicated', 'assessed']);
  });

  it('an addition waits until it is clear to which it belongs', async () => {
    const customer = smsCustomer(desk, phone);
    await tell(customer, language);
    expect((await customer.say(words.add)).text).toMatch(words.which);
    const asked = await customer.say(words.fact);
    const { clerk, charge } = await both();
    expect(asked.text).toMatch(words.which);
    expect([...clerk.additions, ...charge.additions]).toEqual([]);
    await customer.say(/(\d) C\d{8}-0001-\d/.exec(asked.text)?.[1] ?? '');
    expect((await both()).clerk.additions).toMatchObject([{ text: words.fact }]);
    expect((await both()).charge.additions).toEqual([]);
  });

  it('the answer to two handlers’ questions that were let go is asked of which', async () => {
    const customer = smsCustomer(desk, phone);
    await tell(customer, language);
    for (const { number } of Object.values(await both())) {
      await complaintGoesOn(desk, number, { assess: true, who: 'agent1' });
      await complaintGoesOn(desk, number, { ask: `Q ${number}`, who: 'agent1' });
      await customer.wait(0);
      await customer.say(words.later);
      // Messages we begin have their own pace.
      await customer.wait(11 * minute);
    }
    await customer.say(words.digression);
    const asked = await customer.say(words.fact);
    expect(asked.text).toMatch(words.which);
    await customer.say(/(\d) C\d{8}-0002-\d/.exec(asked.text)?.[1] ?? '');
    const { clerk, charge } = await both();
    expect(charge.additions).toMatchObject([{ text: words.fact }]);
    expect(clerk.additions).toEqual([]);
  });
});

describe('on the page and by telephone', () => {
  const words = said['zh-Hans'];

  it('the same question has buttons', async () => {
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await askedAboutBoth(customer, 'zh-Hans');
    await customer.say(words.digression);
    const asked = await customer.say(words.unsolved);
    const { clerk, charge } = await both();
    expect(asked.choices).toEqual([
      `${charge.number} 彩铃 未订购被开通扣费（结果已告知）`,
      `${clerk.number} 态度粗暴、骂人吼人（结果已告知）`,
    ]);
    expect((await customer.say(asked.choices[1] ?? '')).text).toMatch(words.back);
    expect((await both()).clerk.status).toBe('assessed');
  });

  it('keys choose, and no long number is read out', async () => {
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
    await caller.begin();
    await tell(caller, 'zh-Hans');
    const asked = await caller.say(words.status);
    expect(asked.shown).toMatch(/哪一件[\s\S]*彩铃 未订购被开通扣费，今天登记，已受理，请按二。/);
    expect(asked.shown).not.toMatch(/请按.*C2026/);
    const { charge } = await both();
    expect((await caller.say(asked.choices[1] ?? '')).text).toContain(charge.number);
  });

  it('a number that is named is the one that is meant, also by a word on whether it is solved', async () => {
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await askedAboutBoth(customer, 'zh-Hans');
    const { clerk } = await both();
    expect((await customer.say(`${clerk.number}解决了`)).text).toMatch(words.closed);
    const now = await both();
    expect([now.clerk.status, now.charge.status]).toEqual(['closed', 'decision_communicated']);
  });

  it('“that matter again” is asked of which, and the words go there', async () => {
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await tell(customer, 'zh-Hans');
    const asked = await customer.say('还是那件事，今天又来了');
    expect(asked.text).toMatch(words.which);
    expect((await customer.say('第二个')).text).toContain('已经记进投诉');
    const { clerk, charge } = await both();
    expect(clerk.additions).toMatchObject([{ text: '还是那件事，今天又来了' }]);
    expect(charge.additions).toEqual([]);
  });

  it('what was told just now is meant without asking', async () => {
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await tell(customer, 'zh-Hans');
    await customer.say(words.status);
    await customer.say('第二个');
    expect((await customer.say('撤回投诉')).text).toContain('确定撤回');
    await customer.say('是的');
    const { clerk, charge } = await both();
    expect([clerk.status, charge.status]).toEqual(['withdrawn', 'acknowledged']);
    // Only one is left that can be taken back.
    expect((await customer.say('撤回投诉')).text).toContain(charge.number);
  });

  it('nothing is done to any where the customer does not say to which', async () => {
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await askedAboutBoth(customer, 'zh-Hans');
    await customer.say(words.digression);
    await customer.say(words.unsolved);
    await customer.say('跳过');
    const { clerk, charge } = await both();
    expect([clerk.status, charge.status]).toEqual(['decision_communicated', 'decision_communicated']);
  });

  it('who comes back and asks hears of both once', async () => {
    const customer = smsCustomer(desk, phone);
    await tell(customer, 'zh-Hans');
    await customer.wait(180 * minute);
    const { text } = await customer.say(words.status);
    expect(text).toMatch(words.which);
    expect(text).not.toContain('都在办');
  });
});
