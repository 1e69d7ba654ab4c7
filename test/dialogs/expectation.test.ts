import { join } from 'node:path';
import fc from 'fast-check';
import { loadCues } from '../../dialogs/cues';
import { type Expecting, readFit } from '../../dialogs/expectation';
import type { Control } from '../../src/understanding/understanding';
import { dataDir } from '../support/desk';
import { heardOf } from './heard';

const cues = loadCues(join(dataDir, 'lexicon/cues.yaml'));
const choices = [
  { title: '可以，就这样登记', say: '可以，就这样登记' },
  { title: '要改一下', say: '要改一下' },
];
const all: readonly Expecting[] = [
  ...([
    'phone',
    'phone_or_none',
    'code',
    'last_digits',
    'complaint_number',
    'which',
    'yes_no',
    'yes_no_cancel',
  ] as const),
  ...(['choice', 'amount', 'month', 'day', 'wish', 'confirm', 'words'] as const),
  ...(['time', 'score', 'remark', 'solved'] as const),
];
const read = (expecting: Expecting, text: string, more: Parameters<typeof heardOf>[1] = {}) =>
  readFit(expecting, heardOf(text, more), choices, cues);

describe('readFit', () => {
  it.each<[Expecting, string, Parameters<typeof heardOf>[1], string]>([
    ['phone', '我的号码是13800000002', { slots: { phones: ['13800000002'] } }, '13800000002'],
    ['phone_or_none', '13800000002', { slots: { phones: ['13800000002'] } }, '13800000002'],
    ['phone_or_none', '不想留号码', {}, '不想留号码'],
    ['phone_or_none', 'rather not say', {}, 'rather not say'],
    ['code', '验证码１２３ 456', {}, '123456'],
    ['last_digits', '后四位是0004', {}, '0004'],
    ['last_digits', '13800000004', { slots: { phones: ['13800000004'] } }, '0004'],
    ['complaint_number', 'c20261121-0042-7', { slots: { complaintNumbers: ['C20261121-0042-7'] } }, 'C20261121-0042-7'],
    ['yes_no', '好的', { control: 'yes' }, 'yes'],
    ['yes_no_cancel', '取消', { control: 'cancel' }, 'yes'],
    ['choice', '2', {}, '要改一下'],
    ['choice', '第一个', {}, '可以，就这样登记'],
    ['choice', ' 要改一下！', {}, '要改一下'],
    ['amount', '大概六块', { slots: { amountsFen: [600] } }, '大概六块'],
    ['month', '好几个月了', { slots: { durations: ['好几个月'] } }, '好几个月了'],
    ['month', '记不清', {}, '记不清'],
    ['day', '昨天下午', { slots: { dates: [{ date: '2026-11-20', words: '昨天' }] } }, '昨天下午'],
    ['time', '明天下午三点', {}, '明天下午三点'],
    ['score', '满意', {}, 'satisfied'],
    ['score', '不满意', {}, 'dissatisfied'],
    ['score', '不太满意吧', {}, 'dissatisfied'],
    ['score', '没解决，什么用都没有', {}, 'dissatisfied'],
    ['score', '还行吧', {}, 'fair'],
    ['score', 'not bad', {}, 'fair'],
    ['score', '挺好的', {}, 'satisfied'],
    ['score', 'she was great', {}, 'satisfied'],
    ['solved', '解决了', {}, 'solved'],
    ['solved', '是的', { control: 'yes' }, 'solved'],
    ['solved', '现在好了，谢谢', {}, 'solved'],
    ['solved', '已經修好了', {}, 'solved'],
    ['solved', 'it works now', {}, 'solved'],
    ['solved', '没解决', {}, 'unsolved'],
    ['solved', '没', { control: 'no' }, 'unsolved'],
    ['solved', '还没好', {}, 'unsolved'],
    ['solved', '沒有解決，還是一樣', {}, 'unsolved'],
    ['solved', '好了两天又断了', {}, 'unsolved'],
    ['solved', 'No, still the same', {}, 'unsolved'],
    ['solved', "it isn't fixed", {}, 'unsolved'],
    ['complaint_number', '编号找不到了', {}, '编号找不到了'],
    ['complaint_number', '不记得了', { control: 'skip' }, '不记得了'],
    ['remark', '没有', { control: 'no' }, '没有'],
    ['wish', '取消', { control: 'cancel' }, '取消'],
    ['confirm', '没问题，登记吧', {}, 'yes'],
    ['confirm', '好的', { control: 'yes' }, 'yes'],
  ])('%s takes “%s” as its answer', (expecting, text, more, value) => {
    expect(read(expecting, text, more)).toEqual({ fits: 'yes', value });
  });

  it.each<[Expecting, string, Parameters<typeof heardOf>[1]]>([
    ['phone', '为什么要我的手机号', {}],
    ['phone_or_none', '12345', {}],
    ['code', '12345', {}],
    ['code', '收不到', {}],
    ['last_digits', '123', {}],
    ['complaint_number', '找不到了', {}],
    ['yes_no', '取消', { control: 'cancel' }],
    ['choice', '7', {}],
    ['choice', '都不是', {}],
    ['time', '什么是彩铃', { intent: 'ring_back_tone.what_is' }],
    ['time', '算了', { control: 'cancel' }],
    ['score', '什么是彩铃', {}],
    ['score', `${'不满意，'.repeat(12)}我要投诉`, {}],
    // "All right" is no yes: nothing is closed over it.
    ['solved', '好的', { control: 'yes' }],
    ['solved', '知道了', {}],
    ['solved', '什么是彩铃', {}],
    ['remark', '查余额', { intent: 'billing.balance' }],
    ['remark', '乱扣我钱', { complaintTypes: [{ type: 'pricing_billing', score: 0.9 }] }],
  ])('%s does not take “%s”', (expecting, text, more) => {
    expect(read(expecting, text, more)).toEqual({ fits: 'no' });
  });

  it.each<[Expecting, string]>([
    ['amount', '挺多的'],
    ['words', '什么是彩铃'],
    ['wish', '什么是彩铃'],
    ['time', '随便什么时候'],
    ['remark', '小林讲得很清楚'],
    ['confirm', '不对，还有别的'],
    ['confirm', '当时旁边很多人都看着'],
  ])('%s leaves “%s” to be judged', (expecting, text) => {
    expect(read(expecting, text)).toEqual({ fits: 'perhaps', value: text });
  });

  it('a correction at the phone question is no unreadable number', () => {
    const heard = { slots: { correction: { wrong: '6块', right: '8块' }, amountsFen: [600, 800] } };
    expect(read('phone_or_none', '不是6块是8块', heard).fits).toBe('perhaps');
  });

  it('never throws, and never takes a value out of thin air', () => {
    const controls: (Control | undefined)[] = ['yes', 'no', 'cancel', 'back', 'skip', undefined];
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '\u0000')),
        fc.constantFrom(...all),
        fc.constantFrom(...controls),
        fc.array(fc.string({ maxLength: 12 }), { maxLength: 5 }),
        (text, expecting, control, phones) => {
          const heard = heardOf(text, { slots: { phones }, ...(control && { control }) });
          const found = readFit(expecting, heard, choices, cues);
          if (found.fits === 'no') return;
          const known = [
            text,
            'yes',
            'no',
            'solved',
            'unsolved',
            ...phones,
            ...phones.map((one) => one.slice(-4)),
            ...choices.map((c) => c.say),
          ];
          expect(known.includes(found.value) || /^\d{4,6}$/.test(found.value)).toBe(true);
        },
      ),
    );
  });
});
