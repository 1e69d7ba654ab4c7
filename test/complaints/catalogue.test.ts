import fc from 'fast-check';
import { type ComplaintSlots, complaintTypes, outcomes } from '../../src/complaints/complaint';
import { languages } from '../../src/ports/language';
import { catalogue, day, hour, now } from './example-complaint';

describe('sub-types', () => {
  test.each([
    ['staff_attitude', '你们营业厅那个女的爱理不理还冲我吼', 'ignoring'],
    ['staff_attitude', '客服话没听完就把电话挂了，直接挂断', 'hung_up'],
    ['staff_attitude', '一个窗口推给另一个窗口，来回踢皮球', 'shirking'],
    ['staff_attitude', '営業員 rolled her eyes and laughed at me', 'mocking'],
    ['pricing_billing', '彩铃我根本没开过，每个月扣我6块', 'unauthorised_order'],
    ['pricing_billing', '上个月月租重复扣了两次', 'double_charge'],
    ['pricing_billing', '彩铃早就取消了还在扣钱', 'charged_after_cancel'],
    ['pricing_billing', '存300送300，送的话费没到账', 'credit_not_given'],
    ['pricing_billing', '這個月莫名其妙多扣了三十塊', 'unexplained_charge'],
    ['pricing_billing', 'I was charged twice for the same plan', 'double_charge'],
    ['product_quality', 'my broadband drops every evening', 'broadband_outage'],
    ['product_quality', '在家一点信号都没有信号，电话打不出去', 'no_signal'],
    ['product_quality', '簡訊收不到，驗證碼也收不到', 'sms_failure'],
    ['after_sales', '報修三天了都沒人來', 'repair_no_show'],
    ['after_sales', 'nobody calls back, they promised a call back', 'call_back_broken'],
    ['after_sales', '排队等了两个小时，只开一个窗口', 'long_queue'],
    ['after_sales', '过户跑了三趟，每次都说缺材料', 'repeat_trips'],
    ['after_sales', '我要携号转网，一直不让转', 'porting_hard'],
  ] as const)('%s: %s', (type, story, subType) => expect(catalogue.subTypeOf(type, story)).toBe(subType));

  test('nothing is guessed from words that say nothing', () => {
    for (const type of complaintTypes) expect(catalogue.subTypeOf(type, '我要投诉')).not.toBe('rude');
    expect(catalogue.subTypeOf('product_quality', '喂你好')).toBeUndefined();
  });

  test('what it is about decides where no word does', () => {
    expect(catalogue.subTypeOf('product_quality', '老是有问题', { service: '机顶盒' })).toBe('tv_box');
  });

  test('no text throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('__proto__', 'constructor', '二'.repeat(5_000)),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...complaintTypes), (words, type) => {
        const found = catalogue.subTypeOf(type, words, { item: words });
        if (found !== undefined) expect(catalogue.type(type).sub_types.map(({ id }) => id)).toContain(found);
        expect(typeof catalogue.itemName(words, 'en')).toBe('string');
        catalogue.outcomeOf(words);
      }),
    );
  });
});

describe('apologies', () => {
  test('name the grievance with what is known', () => {
    const slots = { item: 'ring_back_tone', amountFen: 600 };
    expect(catalogue.apology('pricing_billing', 'unauthorised_order', 'zh-Hans', 1, slots)).toEqual({
      text: '彩铃您没开过，却扣了您的钱（6元），确实不应该，我先替我们向您道歉。',
      speak: '彩铃您没开过，却扣了您的钱（六元），确实不应该，我先替我们向您道歉。',
    });
    expect(catalogue.apology('staff_attitude', 'ignoring', 'zh-Hans', 0, { place: '中泉营业厅' }).text).toContain(
      '在中泉营业厅',
    );
  });

  test('read well with nothing known, and leave out what is too long to say', () => {
    for (const type of complaintTypes) {
      for (const subType of [undefined, ...catalogue.type(type).sub_types.map(({ id }) => id)]) {
        for (const language of languages) {
          for (const anger of [0, 3]) {
            for (const slots of [{}, { place: 'x'.repeat(500), item: '{a}[b]' }]) {
              const { text, speak } = catalogue.apology(type, subType, language, anger, slots);
              expect(text).not.toMatch(/[[\]{}|]|undefined| {2}|，，|，。|\( ?\)|（）| [.,]/);
              expect(text.length).toBeGreaterThan(8);
              expect(speak).not.toMatch(/https?:|[[\]{}]/);
            }
          }
        }
      }
    }
  });

  test('are shorter when anger is high', () => {
    const calm = catalogue.apology('after_sales', 'repair_no_show', 'zh-Hans', 1);
    const angry = catalogue.apology('after_sales', 'repair_no_show', 'zh-Hans', 3);
    expect(angry.text.length).toBeLessThan(calm.text.length);
  });
});

describe('slots', () => {
  /** Answers every question with words and tells in which order they came. */
  function interview(type: (typeof complaintTypes)[number], start: ComplaintSlots, subType?: string): string[] {
    const slots: ComplaintSlots = { ...start };
    const asked = new Set<string>();
    const order: string[] = [];
    for (
      let next = catalogue.missing(type, slots, asked, subType);
      next;
      next = catalogue.missing(type, slots, asked, subType)
    ) {
      order.push(next.slot);
      asked.add(next.slot);
      if (order.length > 20) throw new Error('asked without end');
      if (!next.optional) Object.assign(slots, { [next.slot]: next.slot === 'amountFen' ? 600 : 'told' });
    }
    return order;
  }

  test('are asked in order, one at a time, the optional ones last and once', () => {
    expect(interview('staff_attitude', {})).toEqual(['place', 'when', 'staff']);
    expect(interview('pricing_billing', {})).toEqual(['item', 'amountFen', 'billMonth']);
    expect(interview('product_quality', {})).toEqual(['service', 'place', 'since', 'frequency', 'tried']);
    expect(interview('after_sales', {})).toEqual(['promised', 'when', 'earlierNumber']);
  });

  test('what was said is not asked', () => {
    expect(interview('pricing_billing', { item: '彩铃', amountFen: 600, billMonth: '2026-11' })).toEqual([]);
    expect(interview('after_sales', { since: '三天', promised: '24小时' }, 'repair_no_show')).toEqual([
      'place',
      'earlierNumber',
    ]);
    expect(interview('pricing_billing', { item: '发票' }, 'invoice')).toEqual(['when']);
  });

  test('a needed slot the customer cannot tell is closed by skip', () => {
    expect(catalogue.missing('pricing_billing', { item: 'x' }, new Set(['amountFen']))?.slot).toBe('amountFen');
    expect(catalogue.missing('pricing_billing', { item: 'x' }, new Set(['skip:amountFen']))?.slot).toBe('billMonth');
  });

  test('questions ask one thing, in every language', () => {
    for (const type of complaintTypes) {
      for (const { question } of catalogue.type(type).slots) {
        for (const language of languages) expect(question[language].text).toMatch(/[?？]/);
      }
    }
  });

  test('values are shown as customers read them', () => {
    const slots = { item: 'ring_back_tone', amountFen: 650, frequency: 'sometimes', place: '东村' } as const;
    expect(catalogue.slotValue('item', slots, 'zh-Hant')?.text).toBe('來電答鈴');
    expect(catalogue.slotValue('amountFen', slots, 'zh-Hans')).toEqual({ text: '6.50元', speak: '六元五角' });
    expect(catalogue.slotValue('frequency', slots, 'en')?.text).toBe('on and off');
    expect(catalogue.slotValue('billMonth', { billMonth: '2026-11' }, 'zh-Hans')?.text).toBe('2026年11月');
    expect(catalogue.slotValue('billMonth', { billMonth: '2025-01' }, 'en')?.text).toBe('January 2025');
    expect(catalogue.slotValue('place', slots, 'en')?.text).toBe('东村');
    expect(catalogue.slotValue('since', slots, 'en')).toBeUndefined();
  });
});

describe('promise', () => {
  test('billing 24 h, the rest 48 h, an answer within 15 days', () => {
    const monday = now + 2 * day;
    expect(catalogue.promise('pricing_billing', monday).resolveBy).toBe(monday + 24 * hour);
    expect(catalogue.promise('staff_attitude', monday)).toEqual({
      owner: 'service_quality',
      firstReplyBy: monday + 2 * hour,
      resolveBy: monday + 48 * hour,
      answerBy: monday + 15 * day,
    });
  });

  test('a line fault in the country has 72 h', () => {
    const at = (place: string) =>
      catalogue.promise('product_quality', now, { subType: 'broadband_outage', place }).resolveBy;
    expect(at('阳光小区3栋')).toBe(now + 48 * hour);
    expect(at('石桥乡大柳村')).toBe(now + 72 * hour);
  });
});

describe('outcomes', () => {
  test.each([
    ['把钱退给我', 'refund'],
    ['那个营业员要给我道歉', 'apology'],
    ['給我一個解釋', 'explanation'],
    ['赶紧派人来修好', 'repair'],
    ['这种人应该开除', 'punish'],
    ['帮我重新办一下', 'redo'],
    ['I want my money back', 'refund'],
    ['fire that clerk', 'punish'],
    ['please fix it', 'repair'],
  ] as const)('%s', (words, kind) => expect(catalogue.outcomeOf(words)).toBe(kind));

  test('every choice offered is understood', () => {
    for (const type of complaintTypes) {
      for (const language of languages) {
        const { choices } = catalogue.outcomeQuestion(type, language);
        expect(choices.map(({ say }) => catalogue.outcomeOf(say))).toEqual(catalogue.type(type).outcomes);
      }
    }
  });

  test('have names', () => {
    for (const kind of outcomes)
      for (const language of languages) expect(catalogue.outcomeName(kind, language)).not.toBe('');
  });
});

describe('the standard', () => {
  test('says when its review is overdue', () => {
    expect(catalogue.reviewOverdue(now)).toBe(false);
    expect(catalogue.reviewOverdue(Date.parse('2027-06-01T23:59:00+08:00'))).toBe(false);
    expect(catalogue.reviewOverdue(Date.parse('2027-06-02T00:00:00+08:00'))).toBe(true);
  });

  test('tells the appeal with the number, and aloud without a link', () => {
    for (const language of languages) {
      const { text, speak } = catalogue.appeal(language, 'C20261121-0042-7');
      expect(text).toMatch(/12300[\s\S]*12381[\s\S]*C20261121-0042-7/);
      expect(speak).not.toMatch(/\d|miit/);
      expect(catalogue.appeal(language).text).not.toContain('C2026');
    }
  });

  test('names owners and remedies', () => {
    expect(catalogue.ownerName('billing', 'zh-Hans')).toBe('账务核查小组');
    expect(catalogue.ownerName('constructor', 'zh-Hans')).toBe('constructor');
    expect(catalogue.remedies('pricing_billing', 'en')[0]).toEqual({
      id: 'fee_waiver',
      name: 'Fee waiver or refund',
      limitFen: 20_000,
    });
  });
});
