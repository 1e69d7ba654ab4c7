import type { Conversations } from '../../src/conversation/conversations';
import { createHubEvents } from '../../src/hubs/hub-events';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { deskOfActs } from '../handoff/desk-of-acts';
import { tempDirs } from '../support/temp-dir';

const freshDir = tempDirs();

test('first words wait for the introduction, and a long log is read once meanwhile', async () => {
  const desk = deskOfActs(freshDir());
  const { id } = await desk.put({ hub: { name: 'other', reference: `1@hand_1` } });
  const log = Array.from({ length: 450 }, (_, at): LoggedActivity => {
    const activity = { type: 'message', text: '在吗' };
    return { seq: at + 1, id: `in-${at}`, at, direction: 'in', activity };
  });
  const asked: number[] = [];
  const received: unknown[] = [];
  const conversations: Pick<Conversations, 'receive' | 'read'> = {
    async read(_, after, limit) {
      asked.push(after);
      if (asked.length === 6) {
        const value = { state: 'accepted', handoffId: id };
        const activity = { type: 'event', name: 'handoff.status', value };
        log.push({ seq: 451, id: 'status', at: 451, direction: 'in', activity });
      }
      return log.filter(({ seq }) => seq > after).slice(0, limit);
    },
    async receive(_, __, activity) {
      received.push({ at: asked.length, text: activity.value.text });
      return { ok: true, id: 'x', duplicate: false, turn: Promise.resolve() };
    },
  };
  const events = createHubEvents({ hub: 'other', queue: desk.queue, acts: desk.acts, conversations });
  await events.agentSaid('1@hand_1', 'm1', 'Kim', '您好');
  expect(asked).toEqual([0, 200, 400, 450, 450, 450]);
  expect(received).toEqual([{ at: 6, text: '您好' }]);
  desk.store.close();
});
