import { join } from 'node:path';
import fc from 'fast-check';
import { reopen } from '../../src/complaints/amend';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { type Complaint, complaintTypes } from '../../src/complaints/complaint';
import { correctType } from '../../src/complaints/correct-type';
import { newComplaint } from '../support/new-complaint';

const catalogue = loadCatalogue(join(__dirname, '../../nlp-models/complaints'));
const filedAt = Date.parse('2026-11-21T10:00:00+08:00');
const now = filedAt + 3_600_000;
const actor = { role: 'agent', id: 'lin' } as const;

const filed = (fields: Partial<Complaint> = {}): Complaint => ({
  ...newComplaint({
    createdAt: filedAt,
    promise: catalogue.promise('product_quality', filedAt),
    type: 'product_quality',
  }),
  number: 'C20261121-0001-5',
  version: 3,
  ...fields,
});

test('the type is what a person says, with a line in the history and another department', () => {
  const result = correctType(filed(), { type: 'pricing_billing' }, { actor, now, catalogue });
  expect(result).toMatchObject({
    ok: true,
    complaint: {
      type: 'pricing_billing',
      subType: catalogue.subTypeOf('pricing_billing', filed().story, filed().slots),
      version: 3,
      promise: { owner: catalogue.promise('pricing_billing', filedAt, {}).owner.length > 0 ? expect.any(String) : '' },
    },
  });
  if (!result.ok) throw new Error(result.reason);
  expect(result.complaint.history.at(-1)).toEqual({
    at: now,
    actor: 'lin',
    event: 'correct_type',
    note: `product_quality → pricing_billing/${result.complaint.subType}`,
  });
});

test('a shorter time of the new type holds, counted from the filing; a longer one does not', () => {
  const shorter = correctType(filed(), { type: 'pricing_billing' }, { actor, now, catalogue });
  expect(shorter.ok && shorter.complaint.promise.resolveBy).toBe(
    catalogue.promise('pricing_billing', filedAt).resolveBy,
  );
  const billing = filed({ type: 'pricing_billing', promise: catalogue.promise('pricing_billing', filedAt) });
  const longer = correctType(billing, { type: 'product_quality' }, { actor, now, catalogue });
  expect(longer.ok && longer.complaint.promise.resolveBy).toBe(billing.promise.resolveBy);
});

test('a time that would be over already is promised to nobody: the one the customer knows stands', () => {
  const late = catalogue.promise('pricing_billing', filedAt).resolveBy + 60_000;
  const corrected = correctType(filed(), { type: 'pricing_billing' }, { actor, now: late, catalogue });
  expect(corrected.ok && corrected.complaint.promise).toMatchObject({ resolveBy: filed().promise.resolveBy });
});

test('of what was opened again, times count from then', () => {
  const later = filedAt + 20 * 24 * 3_600_000;
  const again = reopen(filed({ status: 'closed' }), { now: later, reason: '还是不行', catalogue });
  if (!again.ok) throw new Error(again.reason);
  const corrected = correctType(
    again.complaint,
    { type: 'pricing_billing' },
    { actor, now: later + 60_000, catalogue },
  );
  const { owner: _, ...times } = catalogue.promise('pricing_billing', later);
  expect(corrected.ok && corrected.complaint.promise).toMatchObject(times);
  expect(corrected.ok && (corrected.complaint.dueAt ?? 0) > later).toBe(true);
});

test('whatever it is corrected to, no promise ever grows, and the record only grows', () => {
  const subTypes = complaintTypes.flatMap((type) =>
    catalogue.type(type).sub_types.map(({ id }) => ({ type, subType: id })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...complaintTypes),
      fc.array(fc.constantFrom(...subTypes, ...complaintTypes.map((type) => ({ type }))), { maxLength: 6 }),
      (first, corrections) => {
        let complaint = filed({ type: first, promise: catalogue.promise(first, filedAt) });
        for (const to of corrections) {
          const result = correctType(complaint, to, { actor, now, catalogue });
          if (!result.ok) {
            expect(result.reason).toBe('nothing_new');
            continue;
          }
          const { promise, history } = result.complaint;
          for (const due of ['firstReplyBy', 'resolveBy', 'answerBy'] as const) {
            expect(promise[due]).toBeLessThanOrEqual(complaint.promise[due]);
          }
          expect(history).toHaveLength(complaint.history.length + 1);
          expect(history.slice(0, -1)).toEqual(complaint.history);
          complaint = result.complaint;
        }
      },
    ),
  );
});

test('refusals are values', () => {
  const about = { actor, now, catalogue };
  expect(correctType(filed({ status: 'withdrawn' }), { type: 'pricing_billing' }, about)).toEqual({
    ok: false,
    reason: 'withdrawn',
  });
  expect(correctType(filed(), { type: 'product_quality' }, about)).toEqual({ ok: false, reason: 'nothing_new' });
  for (const subType of ['__proto__', 'constructor', 'ring_back_tone_of_nobody']) {
    expect(correctType(filed(), { type: 'pricing_billing', subType }, about)).toEqual({
      ok: false,
      reason: 'unknown_sub_type',
    });
  }
});
