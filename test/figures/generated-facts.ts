import fc from 'fast-check';
import { complaintStatuses, complaintTypes } from '../../src/complaints/complaint';
import type { ComplaintFact, Duty, HandoffFact, ToldContact } from '../../src/figures/facts';
import { handoffReasons } from '../../src/handoff/handoff';

const day = 86_400_000;
/** Sunday, the last day of ISO week 53 of 2026, is 2027-01-03: weeks of two years are among the days. */
export const firstMoment = Date.parse('2026-12-26T22:00:00+08:00');
export const now = firstMoment + 20 * day;

/** Whole days, so that things often meet on the dot: due now, closed just seven days ago, back at the last moment. */
const onTheDot = (days: number) => fc.integer({ min: 0, max: days }).map((whole) => whole * day);
const at = fc
  .oneof({ weight: 1, arbitrary: fc.integer({ min: 0, max: 16 * day }) }, { weight: 2, arbitrary: onTheDot(16) })
  .map((ms) => firstMoment + ms);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const later = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * day }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 120 * day }) },
  { weight: 3, arbitrary: onTheDot(20) },
  // Past its time since this very moment.
  { weight: 1, arbitrary: onTheDot(20).map((ms) => Math.max(0, ms - 1)) },
);

const duty = (dueAts: fc.Arbitrary<number>) => fc.record({ dueAt: dueAts, at: maybe(later) });
const dues = fc.oneof(later, fc.constant(Number.POSITIVE_INFINITY));
/** Edges on purpose: done on the dot, due on the dot. */
const placed = (from: number, { dueAt, at: done }: { dueAt: number; at: number | undefined }): Duty => ({
  dueAt: from + dueAt,
  ...(done !== undefined && { at: from + (done % 5 === 0 && dueAt !== Infinity ? dueAt : done) }),
});

const present = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const complaintFacts: fc.Arbitrary<readonly ComplaintFact[]> = fc
  .array(
    fc.record({
      createdAt: at,
      type: fc.constantFrom(...complaintTypes),
      botType: fc.constantFrom(...complaintTypes),
      subType: maybe(fc.constantFrom('no_signal', 'ring_tone', '__proto__')),
      channel: fc.constantFrom('web', 'sms', 'voice'),
      area: maybe(fc.constantFrom('zhongquan', 'constructor')),
      team: fc.constantFrom('billing', 'network', "shop'"),
      handler: maybe(fc.constantFrom('li', 'wang')),
      status: fc.constantFrom(...complaintStatuses),
      cause: maybe(fc.constantFrom('wrong_charge', 'other')),
      recorded: fc.option(fc.constantFrom(0, 0, 0, 60_000), { nil: undefined }),
      handled: maybe(duty(dues)),
      rechecked: maybe(duty(dues)),
      fedBack: maybe(duty(dues)),
      firstReply: duty(dues),
      resolve: duty(dues),
      law: duty(later),
      closedAfter: maybe(later),
      reopenedAfter: maybe(later),
      reopened: fc.nat(2),
      repeatCount: fc.nat(2),
      score: maybe(fc.constantFrom('satisfied', 'neutral', 'unsatisfied')),
      costFen: fc.constantFrom(0, 0, 600, 12_345),
      problem: maybe(fc.constant('P20261226-01')),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((all) =>
    all.map(({ closedAfter, reopenedAfter, ...one }, index) => {
      const from = one.createdAt;
      const closedAt = closedAfter === undefined ? undefined : from + closedAfter;
      const duties = Object.fromEntries(
        (['handled', 'rechecked', 'fedBack', 'firstReply', 'resolve', 'law'] as const).flatMap((name) => {
          const given = one[name];
          return given ? [[name, placed(from, given)]] : [];
        }),
      );
      return present({
        ...one,
        ...duties,
        ...(one.handled ? {} : { handled: undefined }),
        number: `C20261226-${String(index).padStart(4, '0')}-0`,
        recorded: { dueAt: from, ...(one.recorded !== undefined && { at: from + one.recorded }) },
        closedAt,
        reopenedAt:
          closedAt === undefined || reopenedAfter === undefined
            ? undefined
            : closedAt + (reopenedAfter % 4 === 0 ? 7 * day : reopenedAfter),
      }) as unknown as ComplaintFact;
    }),
  );

export const contactFacts: fc.Arbitrary<readonly ToldContact[]> = fc
  .array(
    fc.record({
      startedAt: at,
      lasts: fc.oneof(
        fc.constant(0),
        fc.constant(day / 2),
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.integer({ min: 0, max: day }),
      ),
      channel: fc.constantFrom('web', 'sms', 'voice'),
      language: fc.constantFrom('zh-Hans', 'zh-Hant', 'en'),
      customer: fc.nat(24).map((n) => `customer ${n}`),
      byUs: fc.boolean(),
      messages: fc.nat(5),
      topics: fc.uniqueArray(fc.constantFrom('billing.balance', 'data_usage.packs', '__proto__'), { maxLength: 3 }),
      answered: fc.nat(2),
      missed: fc.nat(1),
      thumbsDown: fc.nat(1),
      complaints: fc.constantFrom<readonly string[]>([], [], ['C20261226-0001-0']),
      personAsked: fc.boolean(),
      handoffs: fc.constantFrom<readonly string[]>([], [], ['hof_1']),
      type: maybe(fc.constantFrom(...complaintTypes)),
      subType: maybe(fc.constantFrom('no_signal', '__proto__')),
      area: maybe(fc.constantFrom('zhongquan', 'constructor')),
      team: maybe(fc.constantFrom('billing', 'general')),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((all) =>
    all.map(
      ({ lasts, ...one }, index) =>
        present({
          ...one,
          id: `con_${index}`,
          conversationId: `c${index}`,
          endedAt: one.startedAt + lasts,
        }) as unknown as ToldContact,
    ),
  );

export const handoffFacts: fc.Arbitrary<readonly HandoffFact[]> = fc
  .array(
    fc.record({
      createdAt: at,
      channel: fc.constantFrom('web', 'sms', 'voice'),
      reason: fc.constantFrom(...handoffReasons),
      skill: fc.constantFrom('billing', 'general'),
      lastSkill: fc.constantFrom('billing', 'general'),
      acceptedAfter: maybe(later),
      endedAfter: maybe(later),
      leftLine: fc.boolean(),
      agent: maybe(fc.constantFrom('li', 'wang')),
      result: maybe(fc.constantFrom('solved', 'not_solved')),
      cause: maybe(fc.constantFrom('wrong_charge', 'other')),
      score: maybe(fc.constantFrom('satisfied', 'fair', 'dissatisfied')),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((all) =>
    all.map(({ acceptedAfter, endedAfter, ...one }, index) => {
      const acceptedAt = acceptedAfter === undefined ? undefined : one.createdAt + acceptedAfter;
      const endedAt = endedAfter === undefined ? undefined : (acceptedAt ?? one.createdAt) + endedAfter;
      return present({
        ...one,
        id: `hof_${index}`,
        conversationId: 'c',
        acceptedAt,
        endedAt,
      }) as unknown as HandoffFact;
    }),
  );
