import fc from 'fast-check';
import type { DeskAct } from '../../src/desk/desk-api';
import { actsOf, mayDo, mayReadUntil, maySee, rightsTable } from '../../src/desk/rights';
import type { StaffIdentity } from '../../src/desk/staff-account';
import { type Handoff, handoffStatuses } from '../../src/handoff/handoff';
import { newHandoff } from '../support/new-handoff';

const lin: StaffIdentity = { name: 'lin', role: 'agent', teams: ['billing'] };
const chen: StaffIdentity = { name: 'chen', role: 'agent', teams: ['technical'] };
const every: StaffIdentity = { name: 'every', role: 'agent' };
const boss: StaffIdentity = { name: 'boss', role: 'supervisor' };
const root: StaffIdentity = { name: 'root', role: 'admin' };

const handoff = (fields: Partial<Handoff>): Handoff => ({ ...newHandoff({ skill: 'billing' }), version: 1, ...fields });
const acts = Object.keys(rightsTable) as DeskAct[];

describe('who sees what', () => {
  const assigned = handoff({ status: 'assigned', agent: 'lin' });
  const done = handoff({
    status: 'done',
    agent: 'lin',
    wrapUp: { at: 5_000, by: 'lin', result: 'solved', cause: 'x' },
  });
  test.each<[string, StaffIdentity, Handoff, boolean]>([
    ['who waits for the own team', lin, handoff({ status: 'waiting' }), true],
    ['who waits for another team', chen, handoff({ status: 'waiting' }), false],
    ['who waits, for whoever serves all teams', every, handoff({ status: 'waiting' }), true],
    [
      'what is offered to oneself, whatever the team',
      chen,
      handoff({ status: 'offered', offer: { agent: 'chen', until: 1 } }),
      true,
    ],
    [
      'what is put aside for oneself',
      chen,
      handoff({ status: 'waiting', reservedFor: { agent: 'chen', until: 1 } }),
      true,
    ],
    [
      'a call, which rings where it rings',
      chen,
      handoff({ status: 'waiting', brief: { ...newHandoff().brief, channel: 'voice' } }),
      true,
    ],
    ['the own conversation', lin, assigned, true],
    ["a colleague's conversation", every, assigned, false],
    ['what one wrapped up', lin, done, true],
    ['what a colleague wrapped up', every, done, false],
    ['what another desk has', lin, handoff({ status: 'waiting', hub: { name: 'chatwoot' } }), false],
    ['a call back one promised', chen, handoff({ status: 'call_back_booked', agent: 'chen' }), true],
    ['who left the line', lin, handoff({ status: 'withdrawn' }), false],
  ])('%s', (_, who, what, sees) => {
    expect(maySee(who, what)).toBe(sees);
    expect(maySee(boss, what)).toBe(true);
    expect(maySee(root, what)).toBe(false);
  });

  test('who wrapped it up reads no further than its end', () => {
    expect(mayReadUntil(lin, done)).toBe(5_000);
    expect(mayReadUntil(lin, assigned)).toBe(Number.POSITIVE_INFINITY);
    expect(mayReadUntil(boss, done)).toBe(Number.POSITIVE_INFINITY);
    expect(mayReadUntil(chen, done)).toBe(0);
  });
});

test.each<[string, StaffIdentity, Partial<Handoff>, readonly DeskAct[]]>([
  [
    'asked',
    lin,
    { status: 'offered', offer: { agent: 'lin', until: 1 } },
    ['accept', 'decline', 'take', 'note', 'correct_type'],
  ],
  [
    'colleague of who is asked',
    lin,
    { status: 'offered', offer: { agent: 'wang', until: 1 } },
    ['take', 'note', 'correct_type'],
  ],
  [
    'agent',
    lin,
    { status: 'assigned', agent: 'lin' },
    ['message', 'note', 'transfer', 'call_back', 'finish', 'reveal', 'correct_type'],
  ],
  [
    'supervisor',
    boss,
    { status: 'assigned', agent: 'lin' },
    ['take', 'note', 'whisper', 'transfer', 'reassign', 'call_back', 'finish', 'reveal', 'correct_type'],
  ],
  [
    'supervisor of a line',
    boss,
    { status: 'waiting' },
    ['take', 'note', 'whisper', 'reassign', 'reveal', 'correct_type'],
  ],
  [
    'supervisor, of what another desk has',
    boss,
    { status: 'assigned', agent: 'chatwoot:Ann', hub: { name: 'chatwoot', reference: '7@hand_1' } },
    ['note', 'finish', 'reveal', 'correct_type'],
  ],
  [
    'supervisor, of what waits at another desk',
    boss,
    { status: 'waiting', hub: { name: 'chatwoot' } },
    ['note', 'reveal', 'correct_type'],
  ],
  ['past agent', lin, { status: 'done', agent: 'lin' }, ['note', 'correct_type']],
  ['administrator', root, { status: 'assigned', agent: 'root' }, []],
])('what the %s may do', (_, who, fields, may) => {
  expect(actsOf(who, handoff(fields))).toEqual(may);
});

test('nobody may do anything with what they may not see, and speaking is for one person alone', () => {
  const people = [lin, chen, every, boss, root];
  const name = fc.constantFrom('lin', 'chen', 'every', 'boss', 'root', 'gone');
  const anyHandoff = fc.record({
    status: fc.constantFrom(...handoffStatuses),
    skill: fc.constantFrom('billing', 'technical', 'general'),
    agent: name,
    offer: fc.record({ agent: name, until: fc.nat() }),
    hub: fc.option(fc.constant({ name: 'chatwoot' }), { nil: undefined }),
  });
  fc.assert(
    fc.property(anyHandoff, ({ hub, ...fields }) => {
      const one = handoff({ ...fields, ...(hub && { hub }) });
      for (const who of people) {
        if (!maySee(who, one)) expect(acts.filter((act) => mayDo(who, one, act))).toEqual([]);
      }
      expect(people.filter((who) => mayDo(who, one, 'message')).length).toBeLessThanOrEqual(1);
    }),
  );
});
