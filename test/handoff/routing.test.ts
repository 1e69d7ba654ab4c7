import fc from 'fast-check';
import type { AgentProfile, Presence } from '../../src/handoff/agent';
import type { Brief, Handoff } from '../../src/handoff/handoff';
import { rankAt, rankOf } from '../../src/handoff/rank';
import { inLine, isOffered, nextOffers, type OfferRules, type RoutableAgent } from '../../src/handoff/routing';
import { languages } from '../../src/ports/language';
import { newHandoff } from '../support/new-handoff';
import { routing } from './desk-of-acts';

const now = Date.parse('2026-11-21T10:00:00+08:00');
const minute = 60_000;
const rules: OfferRules = routing;

const waiting = (id: string, fields: Partial<Handoff> = {}, brief: Partial<Brief> = {}): Handoff => {
  const base = newHandoff({ id, createdAt: now, skill: 'billing', ...fields });
  return { ...base, brief: { ...base.brief, ...brief }, version: 1 };
};
const agent = (
  name: string,
  profile: Partial<AgentProfile> = {},
  presence: Partial<Presence> = {},
  load = 0,
): RoutableAgent => ({
  profile: { name, role: 'agent', ...profile },
  presence: { status: 'available', since: now, seenAt: now, idleSince: now, ...presence },
  load,
});
const offers = (entries: readonly Handoff[], agents: readonly RoutableAgent[], own: OfferRules = rules, at = now) =>
  Object.fromEntries(nextOffers(at, entries, agents, own).map(({ handoffId, agent }) => [handoffId, agent]));

describe('nextOffers', () => {
  test('the longest idle first; who has customers comes after', () => {
    const busy = agent('busy', {}, { idleSince: now - 60 * minute }, 2);
    const line = [waiting('a'), waiting('b', { createdAt: now + 1 }), waiting('c', { createdAt: now + 2 })];
    const agents = [
      agent('short', {}, { idleSince: now - minute }),
      busy,
      agent('long', {}, { idleSince: now - 9 * minute }),
    ];
    expect(offers(line, agents)).toEqual({ a: 'long', b: 'short', c: 'long' });
  });

  test('or the one with the smallest share of their capacity in use', () => {
    const agents = [agent('small', { capacity: 2 }, {}, 1), agent('large', { capacity: 5 }, {}, 2)];
    expect(offers([waiting('a')], agents, { ...rules, choice: 'least_loaded' })).toEqual({ a: 'large' });
    expect(offers([waiting('a')], agents)).toEqual({ a: 'small' });
  });

  test('skill, language and channel; a team widens first, a language later, a channel never', () => {
    const chen = agent('chen', { teams: ['technical'], languages: ['zh-Hans'], channels: ['web'] });
    const english = { language: 'en' } as const;
    expect(offers([waiting('a')], [chen])).toEqual({});
    expect(offers([waiting('a', { skill: 'technical' })], [chen])).toEqual({ a: 'chen' });
    expect(offers([waiting('a', { skill: 'technical' }, english)], [chen])).toEqual({});
    const team = now + 1000 * rules.widen_after_seconds;
    expect(offers([waiting('a')], [chen], rules, team)).toEqual({});
    const seen = agent('chen', chen.profile, { seenAt: now + 600_000 });
    expect(offers([waiting('a')], [seen], rules, team)).toEqual({ a: 'chen' });
    expect(offers([waiting('a', {}, english)], [seen], rules, team)).toEqual({});
    const language = now + 1000 * rules.any_language_after_seconds;
    expect(offers([waiting('a', {}, english)], [seen], rules, language)).toEqual({ a: 'chen' });
    expect(offers([waiting('a', {}, { channel: 'sms' })], [seen], rules, language)).toEqual({});
  });

  test('nobody away, busy, vanished, full, or an administrator', () => {
    const gone = { seenAt: now - 1000 * rules.vanished_seconds - 1 };
    const agents = [
      agent('away', {}, { status: 'away' }),
      agent('busy', {}, { status: 'busy' }),
      agent('gone', {}, gone),
      agent('full', {}, {}, rules.capacity),
      agent('root', { role: 'admin' }),
      agent('boss', { role: 'supervisor' }),
      { profile: { name: 'never', role: 'agent' } as const, load: 0 },
    ];
    expect(offers([waiting('a')], agents)).toEqual({});
    expect(offers([waiting('a', { reservedFor: { agent: 'boss', until: now + 1 } })], agents)).toEqual({ a: 'boss' });
    expect(offers([waiting('a', { preferredAgent: 'boss' })], agents)).toEqual({ a: 'boss' });
  });

  test('who let it pass is not asked again for a while', () => {
    const entry = waiting('a', { passedOver: [{ agent: 'lin', until: now + 10 }] });
    expect(offers([entry], [agent('lin')])).toEqual({});
    expect(offers([entry], [agent('lin')], rules, now + 10)).toEqual({ a: 'lin' });
  });

  test('reserved for one until then, preferred as long as they are there', () => {
    const lin = agent('lin', { teams: ['technical'] });
    const wang = agent('wang', {}, { idleSince: 0 });
    const reserved = waiting('a', { reservedFor: { agent: 'lin', until: now + 10 } });
    expect(offers([reserved], [wang])).toEqual({});
    expect(offers([reserved], [wang, lin])).toEqual({ a: 'lin' });
    expect(offers([reserved], [wang, lin], rules, now + 10)).toEqual({ a: 'wang' });
    const preferred = waiting('a', { preferredAgent: 'lin' });
    expect(offers([preferred], [wang, lin])).toEqual({ a: 'lin' });
    expect(offers([preferred], [wang, agent('lin', {}, { status: 'away' })])).toEqual({ a: 'wang' });
  });

  test('calls are put through by telephone and other desks have their own people; call backs are ours', () => {
    const callBack = { from: now, until: now + minute };
    expect(isOffered(waiting('a', {}, { channel: 'voice' }))).toBe(false);
    expect(isOffered(waiting('a', { callBack }, { channel: 'voice' }))).toBe(true);
    expect(isOffered(waiting('a', { hub: { name: 'other' } }))).toBe(false);
    expect(isOffered(waiting('a', { status: 'offered' }))).toBe(false);
  });
});

const names = ['a1', 'a2', 'a3', 'a4'];
const arbitraryAgent = (name: string) =>
  fc.record({
    profile: fc.record(
      {
        name: fc.constant(name),
        role: fc.constantFrom('agent' as const, 'supervisor' as const, 'admin' as const),
        teams: fc.subarray(['billing', 'technical']),
        languages: fc.subarray([...languages]),
        capacity: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['name', 'role'] },
    ),
    presence: fc.option(
      fc.record({
        status: fc.constantFrom('available' as const, 'busy' as const, 'away' as const),
        since: fc.constant(now),
        seenAt: fc.integer({ min: now - 60_000, max: now }),
        idleSince: fc.integer({ min: now - 60_000, max: now }),
      }),
      { nil: undefined },
    ),
    load: fc.nat(5),
  });
const arbitraryEntry = fc.record({
  minutes: fc.nat(30),
  rank: fc.nat(30),
  skill: fc.constantFrom('billing', 'technical', 'general'),
  language: fc.constantFrom(...languages),
  reserved: fc.option(fc.constantFrom(...names), { nil: undefined }),
  preferred: fc.option(fc.constantFrom(...names), { nil: undefined }),
  passed: fc.option(fc.constantFrom(...names), { nil: undefined }),
});

test('never over capacity, never to an absent one, one offer an entry, the first in line before the next', () => {
  fc.assert(
    fc.property(
      fc.tuple(...names.map(arbitraryAgent)),
      fc.array(arbitraryEntry, { maxLength: 12 }),
      fc.constantFrom('longest_idle' as const, 'least_loaded' as const),
      (agents, entries, choice) => {
        const line = entries.map(({ minutes, rank, skill, language, reserved, preferred, passed }, index) =>
          waiting(
            `h${index}`,
            {
              createdAt: now - minutes * minute,
              rank: now - (minutes + rank) * minute,
              skill,
              ...(reserved === undefined ? {} : { reservedFor: { agent: reserved, until: now + 1 } }),
              ...(preferred === undefined ? {} : { preferredAgent: preferred }),
              ...(passed === undefined ? {} : { passedOver: [{ agent: passed, until: now + 1 }] }),
            },
            { language },
          ),
        );
        const made = nextOffers(now, line, agents, { ...rules, choice });
        expect(new Set(made.map(({ handoffId }) => handoffId)).size).toBe(made.length);
        for (const { profile, presence, load } of agents) {
          const given = made.filter(({ agent }) => agent === profile.name);
          if (given.length === 0) continue;
          expect(presence?.status).toBe('available');
          expect(now - (presence?.seenAt ?? 0)).toBeLessThanOrEqual(1000 * rules.vanished_seconds);
          expect(load + given.length).toBeLessThanOrEqual(profile.capacity ?? rules.capacity);
          expect(profile.role).not.toBe('admin');
        }
        for (const { handoffId, agent } of made) {
          const entry = line.find(({ id }) => id === handoffId);
          if (entry?.reservedFor !== undefined) expect(agent).toBe(entry.reservedFor.agent);
          expect(entry?.passedOver?.[0]?.agent).not.toBe(agent);
        }
        // Whoever is free for somebody later in line was not withheld from somebody before.
        const alone = [...line].sort(inLine)[0];
        if (alone !== undefined) {
          const only = nextOffers(now, [alone], agents, { ...rules, choice })[0];
          expect(made.find(({ handoffId }) => handoffId === alone.id)).toEqual(only);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('nobody starves: while urgent ones keep coming, everybody is offered within the cap of the head start', () => {
  const cap = routing.head_start.cap_minutes;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.infiniteStream(fc.nat(cap)), (capacity, heads) => {
      // One agent, who finishes one customer a minute; one comes every minute, mostly more urgent.
      let line: Handoff[] = [waiting('patient')];
      for (let time = 0; time <= cap + 1; time += 1) {
        const at = now + time * minute;
        const head = Number(heads.next().value);
        line.push(waiting(`h${time}`, { createdAt: at, rank: at - head * minute }));
        const lin = agent('lin', { capacity }, { seenAt: at }, capacity - 1);
        const [made] = nextOffers(at, line, [lin], rules);
        if (made?.handoffId === 'patient') return;
        line = line.filter(({ id }) => id !== made?.handoffId);
      }
      throw new Error('the patient customer was never offered');
    }),
  );
});

describe('rankOf', () => {
  const headStart = (signals: Omit<Parameters<typeof rankOf>[1], 'reason'>) =>
    (now - rankOf(now, { reason: 'customer_asked', ...signals }, routing)) / minute;

  test.each([
    ['nothing', {}, 0],
    ['angry', { anger: 2 }, 3],
    ['furious', { anger: 3 }, 13],
    ['leaving', { threat: 'leave' as const }, 0],
    ['the regulator', { threat: 'regulator' as const }, 15],
    ['the third time', { repeatCount: 2 }, 20],
    ['aged 70', { age: 70 }, 10],
    ['another brand', { brand: '__proto__' }, 0],
    ['everything', { anger: 3, threat: 'press' as const, repeatCount: 5, age: 90, brand: 'global_tone' }, 30],
  ])('%s', (_, signals, minutes) => expect(headStart(signals)).toBe(minutes));

  test('the head start goes along to another time', () => {
    const entry = { createdAt: now, rank: now - 5 * minute };
    const from = now + 60 * minute;
    const rank = rankAt(entry, from);
    expect(rank).toBe(from - 5 * minute);
    const booked = { ...entry, rank, callBack: { from, until: from + minute } };
    expect(rankAt(booked, from + minute)).toBe(from - 4 * minute);
    expect(rankAt({ createdAt: now }, from)).toBe(from);
  });
});
