import { join } from 'node:path';
import fc from 'fast-check';
import { absorb, fillPending, type Hearing } from '../../dialogs/absorb';
import { type Draft, newDraft } from '../../dialogs/complaint-draft';
import { loadCues } from '../../dialogs/cues';
import type { ComplaintSlots } from '../../src/complaints/complaint';
import { dataDir } from '../support/desk';
import { heardOf } from './heard';

const cues = loadCues(join(dataDir, 'lexicon/cues.yaml'));
const story: Hearing = { as: 'story' };
const draftWith = (slots: ComplaintSlots): Draft => ({ ...newDraft('c1|0000001'), slots });

describe('absorb', () => {
  it('takes everything a story says', () => {
    const draft = newDraft('c1|0000001');
    const heard = heardOf('昨天下午三点在中泉营业厅，彩铃每个月扣我6块，号码13800000002', {
      slots: {
        dates: [{ date: '2026-11-20', words: '昨天' }],
        places: ['中泉营业厅'],
        amountsFen: [600],
        items: ['shop', 'ring_back_tone'],
        phones: ['13800000002'],
      },
      mood: { anger: 2, urgency: 0, threat: 'press' },
    });
    absorb(draft, heard, story, cues);
    expect(draft).toMatchObject({
      slots: {
        when: '昨天下午三点',
        date: '2026-11-20',
        place: '中泉营业厅',
        amountFen: 600,
        item: 'ring_back_tone',
        frequency: 'always',
      },
      phone: '13800000002',
      anger: 2,
      threat: 'press',
    });
  });

  it('keeps what was said first, unless it is corrected', () => {
    const draft = draftWith({ amountFen: 600 });
    expect(absorb(draft, heardOf('扣了20块', { slots: { amountsFen: [2000] } }), story, cues)).toEqual([]);
    const correction = { wrong: '6块', right: '8块' };
    const heard = heardOf('不是6块是8块', { slots: { amountsFen: [600, 800], correction } });
    expect(absorb(draft, heard, story, cues)).toEqual(['amountFen']);
    expect(draft.slots.amountFen).toBe(800);
  });

  it('takes the right value of a correction, whichever comes first', () => {
    const draft = draftWith({ amountFen: 600 });
    const correction = { wrong: '6块', right: '8块' };
    absorb(draft, heardOf('是8块不是6块', { slots: { amountsFen: [800, 600], correction } }), story, cues);
    expect(draft.slots.amountFen).toBe(800);
  });

  it('a wait of hours is no age of a trouble', () => {
    const draft = newDraft('c1|0000001');
    absorb(draft, heardOf('等了两个小时', { slots: { durations: ['两个小时'] } }), story, cues);
    expect(draft.slots.since).toBeUndefined();
    absorb(draft, heardOf('断了三天', { slots: { durations: ['三天'] } }), story, cues);
    expect(draft.slots.since).toBe('三天');
  });

  it.each([
    ['从昨天开始断网', '昨天'],
    ['昨天起就断网', '昨天'],
    ['since yesterday', 'yesterday'],
  ])('“%s” tells since when', (text, words) => {
    const draft = newDraft('c1|0000001');
    absorb(draft, heardOf(text, { slots: { dates: [{ date: '2026-11-20', words }] } }), story, cues);
    expect(draft.slots.since).toBe(words);
  });

  it.each(['我从来没开过，昨天才知道', '昨天我们一起去的', '昨天她跟我说对不起'])('“%s” does not', (text) => {
    const draft = newDraft('c1|0000001');
    absorb(draft, heardOf(text, { slots: { dates: [{ date: '2026-11-20', words: '昨天' }] } }), story, cues);
    expect(draft.slots.since).toBeUndefined();
    expect(draft.slots.when).toContain('昨天');
  });

  it('how to be called back tells nothing about what happened', () => {
    const draft = newDraft('c1|0000001');
    const heard = heardOf('今天晚上打电话', {
      slots: { dates: [{ date: '2026-11-21', words: '今天' }], items: ['call'] },
    });
    expect(absorb(draft, heard, { as: 'answer', to: 'contact' }, cues)).toEqual([]);
    expect(draft.slots).toEqual({});
  });

  it.each([
    ['他们说昨天下午会来', { dates: [{ date: '2026-11-20', words: '昨天' }] }],
    ['说三天内修好', { durations: ['三天'] }],
    ['within three days', { durations: ['three days'] }],
  ])('“%s” tells when it was promised for, not when it happened', (text, slots) => {
    const draft = newDraft('c1|0000001');
    expect(absorb(draft, heardOf(text, { slots }), { as: 'answer', to: 'promised' }, cues)).toEqual([]);
    expect(draft.slots).toEqual({});
  });

  it('who is asked for the promise and tells since when has told that', () => {
    const draft = newDraft('c1|0000001');
    const heard = heardOf('从昨天开始就断了', { slots: { dates: [{ date: '2026-11-20', words: '昨天' }] } });
    expect(absorb(draft, heard, { as: 'answer', to: 'promised' }, cues)).toContain('since');
  });

  it('who calls about a bill does not complain of calls', () => {
    const draft = newDraft('c1|0000001');
    absorb(draft, heardOf('打电话问话费', { slots: { items: ['call', 'bill'] } }), story, cues);
    expect(draft.slots.item).toBeUndefined();
  });

  it('loses no slot, whatever is told later without a correction', () => {
    const words = fc.string({ minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(
        fc.record({ place: words, staff: words, amountFen: fc.nat(), item: words, billMonth: words, when: words }),
        fc.record({ places: fc.array(words), staff: fc.array(words), items: fc.array(words), months: fc.array(words) }),
        fc.array(fc.nat()),
        fc.constantFrom<Hearing>(story, { as: 'answer', to: 'place' }, { as: 'answer', to: 'contact' }),
        fc.string({ maxLength: 100 }),
        (slots, told, amountsFen, hearing, text) => {
          const draft = draftWith({ ...slots });
          absorb(draft, heardOf(text, { slots: { ...told, amountsFen } }), hearing, cues);
          expect(draft.slots).toMatchObject(slots);
        },
      ),
    );
  });

  it('is not led astray by hostile words', () => {
    fc.assert(
      fc.property(fc.constantFrom('__proto__', 'constructor', 'toString', '$&'), (text) => {
        const draft = newDraft('c1|0000001');
        absorb(draft, heardOf(text, { slots: { places: [text], items: [text], staff: [text] } }), story, cues);
        fillPending(draft, 'promised', text, heardOf(text), []);
        expect(draft.slots).toMatchObject({ place: text, item: text, staff: text, promised: text });
        expect(Object.getPrototypeOf(draft.slots)).toBe(Object.prototype);
      }),
    );
  });
});

describe('fillPending', () => {
  it('keeps a short answer as it was said', () => {
    const draft = draftWith({ place: '光明小区3号' });
    fillPending(draft, 'place', '光明小区3号楼', heardOf('光明小区3号楼'), ['place']);
    expect(draft.slots.place).toBe('光明小区3号楼');
  });

  it('leaves a place alone when the answer told more than the place', () => {
    const draft = draftWith({ place: '中泉营业厅', amountFen: 600 });
    fillPending(draft, 'place', '在中泉营业厅，扣了6块', heardOf(''), ['place', 'amountFen']);
    expect(draft.slots.place).toBe('中泉营业厅');
  });

  it('several months are no month of the calendar', () => {
    const draft = newDraft('c1|0000001');
    fillPending(draft, 'billMonth', '好几个月了', heardOf(''), []);
    expect(draft.slots).toEqual({ since: '好几个月了' });
  });

  it('no sum and no frequency is made out of other words', () => {
    const draft = newDraft('c1|0000001');
    fillPending(draft, 'amountFen', '挺多的', heardOf(''), []);
    fillPending(draft, 'frequency', '没试过', heardOf(''), []);
    expect(draft.slots).toEqual({});
  });

  it('cuts what is endless', () => {
    const draft = newDraft('c1|0000001');
    fillPending(draft, 'promised', '说'.repeat(5000), heardOf(''), []);
    expect(draft.slots.promised).toHaveLength(300);
  });
});
