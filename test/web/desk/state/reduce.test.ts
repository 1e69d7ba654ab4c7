import fc from 'fast-check';
import { emptyConversation } from '../../../../web/desk/state/conversation';
import type { DeskChange } from '../../../../web/desk/state/desk-state';
import { followedBy, groupsOf, unreadOf, waitingForMe } from '../../../../web/desk/state/groups';
import { hasUnsent, isMineGone } from '../../../../web/desk/state/is-mine-gone';
import { newFor } from '../../../../web/desk/state/new-for';
import { reduce } from '../../../../web/desk/state/reduce';
import { deskLine } from '../../../../web/desk/views/chat/desk-line';
import { deskWordings } from '../../../../web/wording/desk/desk-wording';
import { aCase } from '../fake-cases';
import { after, aMe, anEntry, anInbox, aSummary, event } from './a-summary';

const mine = aSummary({ status: 'assigned', agent: 'agent1', acceptedAt: 2000 });

test('whatever a resumed stream repeats, each entry is there once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 1, max: 30 }), (cuts, length) => {
      let state = after();
      const until = (to: number) => {
        const from = state.conversations.get('c1')?.last ?? 0;
        // A careless server begins earlier than it was asked to.
        for (let seq = Math.max(1, from - 3); seq <= to; seq++) {
          state = reduce(state, event({ type: 'entry', conversationId: 'c1', entry: anEntry(seq) }));
        }
      };
      for (const cut of cuts) until(Math.min(cut, length));
      until(length);
      const seqs = state.conversations.get('c1')?.entries.map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length }, (_, index) => index + 1));
    }),
  );
});

test('an older word of an entry changes nothing, also after it went away', () => {
  const state = after(
    event({ type: 'handoff', summary: aSummary({ version: 5, status: 'assigned', agent: 'agent1' }) }),
    event({ type: 'handoff', summary: aSummary({ version: 4 }) }),
  );
  expect(state.handoffs.get('h1')?.status).toBe('assigned');
  const gone = reduce(state, event({ type: 'gone', id: 'h1', version: 6 }));
  expect(gone.handoffs.size).toBe(0);
  expect(reduce(gone, event({ type: 'handoff', summary: aSummary({ version: 5 }) })).handoffs.size).toBe(0);
  expect(reduce(gone, event({ type: 'handoff', summary: aSummary({ version: 7 }) })).handoffs.size).toBe(1);
  expect(reduce(state, event({ type: 'gone', id: 'h1', version: 3 }))).toBe(state);
  expect(reduce(gone, { type: 'detail', detail: { ...aCase().detail, id: 'h1', version: 5 } })).toBe(gone);
});

test('what is no longer mine to see takes its words with it', () => {
  const state = after(
    event({ type: 'handoff', summary: mine }),
    event({ type: 'entry', conversationId: 'c1', entry: anEntry(1) }),
    { type: 'revealed', id: 'h1', revealed: { phone: '13800000002' } },
    event({ type: 'gone', id: 'h1', version: 2 }),
  );
  expect(JSON.stringify([...state.conversations, ...state.revealed, ...state.details])).toBe('[]');
});

test('signing out leaves nothing of a customer', () => {
  const state = after(event({ type: 'inbox', inbox: anInbox({ mine: [mine] }), me: aMe }), {
    type: 'draft',
    conversationId: 'c1',
    text: 'half',
  });
  const out = reduce(state, { type: 'signed_out' });
  expect([out.handoffs.size, out.conversations.size, out.drafts.size, out.me]).toEqual([0, 0, 0, undefined]);
});

test('full values are hidden again when one looks elsewhere', () => {
  const state = after({ type: 'revealed', id: 'h1', revealed: { phone: '13800000002' } });
  expect(reduce(state, { type: 'route', route: { view: 'live' } }).revealed.size).toBe(0);
});

test('three groups: an offer to me, what is mine by need, who waits by need', () => {
  const offered = aSummary({ id: 'a', status: 'offered', offer: { until: 9000 } });
  const toAnother = aSummary({ id: 'b', status: 'offered', offeredTo: 'agent2' });
  const done = aSummary({ id: 'c', status: 'done', agent: 'agent1', createdAt: 9000 });
  const urgent = aSummary({ id: 'd', priority: 2, createdAt: 3000 });
  const anothers = aSummary({ id: 'e', status: 'assigned', agent: 'agent2' });
  const state = after(
    event({
      type: 'inbox',
      inbox: anInbox({ offered: [offered], mine: [done, mine], waiting: [toAnother, urgent], waitingInAll: 9 }),
      me: aMe,
    }),
    event({ type: 'handoff', summary: anothers }),
  );
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join();
  const groups = groupsOf(state);
  expect([ids(groups.offered), ids(groups.mine), ids(groups.waiting)]).toEqual(['a', 'h1,c', 'd,b']);
  expect(state.unlisted).toBe(7);
  expect([...followedBy(state)]).toEqual(['c1']);
});

test('unread is what the customer wrote since a person has it and since the agent looked', () => {
  const state = after(
    event({ type: 'inbox', inbox: anInbox({ mine: [mine] }), me: aMe }),
    event({ type: 'entry', conversationId: 'c1', entry: anEntry(1, { at: 1500 }) }),
    event({ type: 'entry', conversationId: 'c1', entry: anEntry(2) }),
    event({ type: 'entry', conversationId: 'c1', entry: anEntry(3, { from: 'bot' }) }),
    event({ type: 'entry', conversationId: 'c1', entry: anEntry(4) }),
  );
  expect(unreadOf(state, mine)).toBe(2);
  expect(waitingForMe(state)).toBe(2);
  const read = reduce(state, { type: 'read', conversationId: 'c1', seq: 3 });
  expect(unreadOf(read, mine)).toBe(1);
  expect(reduce(read, { type: 'read', conversationId: 'c1', seq: 1 })).toBe(read);
});

test('a message of mine waits until the transcript has it, found by id, by words, or by turn', () => {
  const message = { id: 'm1', text: '打 13800000002', at: 0, state: 'sending' } as const;
  const pending = (...more: readonly DeskChange[]) =>
    after({ type: 'pending', conversationId: 'c1', message }, ...more).conversations.get('c1') ?? emptyConversation;
  const accepted = {
    type: 'pending',
    conversationId: 'c1',
    message: { ...message, state: 'accepted', logId: 'log9' },
  } as const;
  const arrives = (over: Parameters<typeof anEntry>[1]) =>
    event({
      type: 'entry',
      conversationId: 'c1',
      entry: anEntry(1, { from: 'agent', text: '打 138****0002', ...over }),
    });
  expect(pending().pending).toHaveLength(1);
  expect(pending(accepted, arrives({ id: 'log9.1' })).pending).toEqual([]);
  expect(pending(arrives({ text: message.text })).pending).toEqual([]);
  expect(pending(accepted, arrives({ id: 'other' })).pending).toEqual([]);
  // It arrived before the answer did: the late answer brings it not back.
  expect(pending(arrives({ text: message.text }), accepted).pending).toEqual([]);
  expect(pending(arrives({ id: 'other' })).pending).toHaveLength(1);
  expect(pending(arrives({ from: 'bot', text: message.text })).pending).toHaveLength(1);
});

test('a sound for an offer and for words the agent does not look at, none for a history that loads', () => {
  const quiet = after(event({ type: 'inbox', inbox: anInbox({ mine: [mine] }), me: aMe }));
  const offer = event({ type: 'handoff', summary: aSummary({ id: 'o', status: 'offered', offer: { until: 9 } }) });
  expect(newFor(reduce(quiet, offer), quiet, true)).toEqual({ kind: 'offer', id: 'o' });
  const first = reduce(quiet, event({ type: 'entry', conversationId: 'c1', entry: anEntry(1) }));
  expect(newFor(first, quiet, true)).toBeUndefined();
  const second = reduce(first, event({ type: 'entry', conversationId: 'c1', entry: anEntry(2) }));
  expect(newFor(second, first, true)).toEqual({ kind: 'message', id: 'h1' });
  const looking = { ...second, route: { view: 'inbox', id: 'h1' } } as const;
  expect(newFor(looking, first, true)).toBeUndefined();
  expect(newFor(looking, first, false)).toEqual({ kind: 'message', id: 'h1' });
});

test('what was not sent is said in words and no longer on its way', () => {
  const message = { id: 'm1', text: '您好', at: 1, state: 'accepted', logId: 'in 1.1' } as const;
  const value = { handoffId: 'h1', messageId: 'in 1', text: '您好', agent: { id: 'agent1', name: '小林' } };
  const entry = { ...anEntry(2), from: 'desk' as const, text: '', event: { name: 'desk.notSent', value } };
  const before = after(
    event({ type: 'handoff', summary: mine }),
    { type: 'pending', conversationId: 'c1', message: { ...message, state: 'sending' } },
    { type: 'pending', conversationId: 'c1', message },
  );
  const gone = { type: 'gone', id: 'h1', version: 2 } as const;
  expect(isMineGone(gone, { ...before, me: aMe }) && hasUnsent('h1', before)).toBe(true);
  const told = reduce(before, event({ type: 'entry', conversationId: 'c1', entry }));
  expect(told.conversations.get('c1')?.pending).toEqual([]);
  expect(hasUnsent('h1', told)).toBe(false);
  expect(deskLine(entry, deskWordings.en)).toBe('Not sent to the customer, who was no longer with 小林: 您好');
});
