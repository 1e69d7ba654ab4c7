import fc from 'fast-check';
import { type Draft, newDraft } from '../../dialogs/complaint-draft';
import { nextQuestion } from '../../dialogs/complaint-questions';
import { summaryOf } from '../../dialogs/complaint-summary';
import { complaintTypes } from '../../src/complaints/complaint';
import { languages } from '../../src/ports/language';
import { deskTurnOf } from './desk-turn-of';

const draftOf = (types: readonly Draft['grievances'][number]['type'][], more: Partial<Draft> = {}): Draft => ({
  ...newDraft('c1|0000001'),
  grievances: types.map((type) => ({ type, candidates: [], words: '' })),
  phase: 'collecting',
  ...more,
});

/** Every question in turn, none of them answered. */
function interview(draft: Draft, state: Parameters<typeof deskTurnOf>[1] = {}): string[] {
  const { desk } = deskTurnOf(undefined, state);
  for (let next = nextQuestion(desk, draft); next; next = nextQuestion(desk, draft)) {
    expect(draft.asked).not.toContain(next.name);
    expect(next.question.ask.text).not.toBe('');
    draft.asked.push(next.name);
    if (next.optional) draft.optionalAsked += 1;
    expect(draft.asked.length).toBeLessThan(20);
  }
  return draft.asked;
}

describe('nextQuestion', () => {
  it('asks the slots first, then the number, then what is wanted', () => {
    expect(interview(draftOf(['staff_attitude']))).toEqual(['place', 'when', 'staff', 'phone', 'outcome']);
  });

  it('asks how to call back only where there is a number', () => {
    expect(interview(draftOf(['staff_attitude'], { phone: '13800000002' })).at(-1)).toBe('contact');
    expect(interview(draftOf(['staff_attitude'], { anonymous: true }))).not.toContain('contact');
  });

  it('takes a number named or proved before, instead of asking', () => {
    expect(interview(draftOf(['staff_attitude']), { statedPhone: '13800000002' })).not.toContain('phone');
    const identity = { phone: '13800000003', until: Number.MAX_SAFE_INTEGER };
    const draft = draftOf(['staff_attitude']);
    interview(draft, { identity, statedPhone: '13800000002' });
    expect(draft.phone).toBe('13800000003');
  });

  it('does not ask what is wanted when it was said', () => {
    const outcome = { kind: 'apology' as const, words: '道歉' };
    expect(interview(draftOf(['staff_attitude'], { outcome }))).not.toContain('outcome');
  });

  it('asks an angry customer nothing that may be skipped', () => {
    expect(interview(draftOf(['staff_attitude'], { anger: 2, phone: '13800000002' }))).toEqual([
      'place',
      'when',
      'outcome',
    ]);
  });

  it('does not ask for the name of a charge nobody can name', () => {
    const draft = draftOf([]);
    draft.grievances = [{ type: 'pricing_billing', subType: 'unexplained_charge', candidates: [], words: '' }];
    expect(interview(draft)).not.toContain('item');
  });

  it('comes to an end for any grievances, with few questions that may be skipped and none twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...complaintTypes), { minLength: 1 }),
        fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3),
        fc.array(fc.constantFrom('place', 'when', '__proto__', 'constructor', 'phone', 'no such slot')),
        fc.constantFrom(...languages),
        (types, anger, asked, language) => {
          const draft = draftOf(types, { anger, asked: [...new Set(asked)] });
          interview(draft, { language });
          expect(draft.optionalAsked).toBeLessThanOrEqual(anger >= 2 ? 0 : types.length > 1 ? 1 : 3);
        },
      ),
    );
  });
});

describe('summaryOf', () => {
  const draft = draftOf(['pricing_billing'], {
    slots: {
      item: 'ring_back_tone',
      service: 'ring_back_tone',
      amountFen: 600,
      billMonth: '2026-11',
      frequency: 'always',
    },
    outcome: { kind: 'refund', words: '退钱' },
    phone: '13800000002',
    contact: { time: '晚上打电话' },
    evidence: ['att_1'],
  });

  it('shows what was said, in words a customer uses', () => {
    const { text, speak } = summaryOf(deskTurnOf().desk, draft);
    for (const part of ['彩铃', '6元', '11月', '退钱', '13800000002', '晚上打电话', '附件：1个'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/2026-11|ring_back_tone|undefined/);
    expect(text.match(/彩铃/g)).toHaveLength(1);
    expect(speak).toContain('六元');
  });

  it('names the month in English, and the year when it is another', () => {
    const last = { ...draft, slots: { ...draft.slots, billMonth: '2025-12' } };
    expect(summaryOf(deskTurnOf(undefined, { language: 'en' }).desk, draft).text).toContain('November');
    expect(summaryOf(deskTurnOf(undefined, { language: 'en' }).desk, last).text).toContain('December 2025');
    expect(summaryOf(deskTurnOf().desk, last).text).toContain('2025年12月');
  });

  it('leaves a price out that belongs to no grievance about money', () => {
    const other = draftOf(['staff_attitude'], { slots: { place: '五一路营业厅', amountFen: 20_000 }, anonymous: true });
    const { text } = summaryOf(deskTurnOf().desk, other);
    expect(text).toContain('五一路营业厅');
    expect(text).toContain('匿名登记');
    expect(text).not.toContain('200');
  });
});
