import fc from 'fast-check';
import type { DeskCommand, DeskEvent } from '../../../../src/desk/desk-events';
import type { DeskChange, DeskState } from '../../../../web/desk/state/desk-state';
import { startState } from '../../../../web/desk/state/desk-state';
import { reduce } from '../../../../web/desk/state/reduce';
import { createStore } from '../../../../web/desk/state/store';
import { type ConnectionHandlers, EventStream } from '../../../../web/shared/stream/event-stream';
import { aMe, anEntry, anInbox } from '../../desk/state/a-summary';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A server with one growing conversation, whose connections a test cuts when it likes. */
function setUp() {
  const store = createStore<DeskState, DeskChange>(reduce, startState);
  const commands: DeskCommand[] = [];
  const states: string[] = [];
  let log = 0;
  let ended = 0;
  let connections = 0;
  let open: { handlers: ConnectionHandlers; follows: boolean } | undefined;
  const tell = (event: DeskEvent) => open?.handlers.received(JSON.stringify(event));
  const entry = (seq: number) => tell({ type: 'entry', conversationId: 'c1', entry: anEntry(seq) });
  const stream = new EventStream({
    connect(handlers) {
      connections++;
      const mine = { handlers, follows: false };
      open = mine;
      setTimeout(() => open === mine && tell({ type: 'inbox', inbox: anInbox(), me: aMe }), 10);
      return {
        send(text) {
          const command = JSON.parse(text) as DeskCommand;
          commands.push(command);
          if (command.type !== 'open' || open !== mine) return;
          mine.follows = true;
          for (let seq = command.after + 1; seq <= log; seq++) entry(seq);
        },
        close() {
          if (open === mine) open = undefined;
        },
      };
    },
    position: (id) => store.get().conversations.get(id)?.last ?? 0,
    received: (event) => store.dispatch({ type: 'event', event, at: 0 }),
    changed: (state) => states.push(state),
    ended: () => ended++,
    random: () => 1,
  });
  return {
    stream,
    commands,
    states,
    connections: () => connections,
    ended: () => ended,
    seqs: () =>
      store
        .get()
        .conversations.get('c1')
        ?.entries.map(({ seq }) => seq) ?? [],
    grow() {
      log++;
      if (open?.follows) entry(log);
    },
    cut(code = 1006) {
      const cut = open;
      open = undefined;
      cut?.handlers.closed(code);
    },
    hear: (text: string) => open?.handlers.received(text),
  };
}

test('cut at random, nothing is missing and nothing comes twice (R14)', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('grow', 'grow', 'cut', 'wait', 'retry'), { maxLength: 60 }), (steps) => {
      const one = setUp();
      one.stream.start();
      one.stream.follow(new Set(['c1']));
      let grown = 0;
      for (const step of steps) {
        if (step === 'grow') {
          grown++;
          one.grow();
        } else if (step === 'cut') one.cut();
        else if (step === 'retry') one.stream.retry();
        else jest.advanceTimersByTime(700);
      }
      jest.advanceTimersByTime(20_000);
      expect(one.seqs()).toEqual(Array.from({ length: grown }, (_, index) => index + 1));
      one.stream.stop();
    }),
  );
});

test('it comes back with growing pauses and follows from the last entry seen', () => {
  const one = setUp();
  one.stream.start();
  one.stream.follow(new Set(['c1']));
  one.grow();
  jest.advanceTimersByTime(20);
  expect(one.commands).toEqual([{ type: 'open', conversationId: 'c1', after: 0 }]);
  one.cut();
  expect(one.states).toEqual(['connecting', 'open', 'lost']);
  jest.advanceTimersByTime(499);
  expect(one.connections()).toBe(1);
  jest.advanceTimersByTime(1);
  expect(one.connections()).toBe(2);
  one.cut();
  jest.advanceTimersByTime(999);
  expect(one.connections()).toBe(2);
  jest.advanceTimersByTime(1);
  expect(one.connections()).toBe(3);
  jest.advanceTimersByTime(20);
  expect(one.commands.at(-1)).toEqual({ type: 'open', conversationId: 'c1', after: 1 });
  expect(one.states.at(-1)).toBe('open');
});

test('a session that is over is not knocked at again', () => {
  const one = setUp();
  one.stream.start();
  jest.advanceTimersByTime(20);
  one.cut(4401);
  jest.advanceTimersByTime(60_000);
  expect([one.ended(), one.connections()]).toEqual([1, 1]);
});

test('conversations one no longer looks at are closed, and noise on the line is let go', () => {
  const one = setUp();
  one.stream.start();
  jest.advanceTimersByTime(20);
  one.stream.follow(new Set(['c1', 'c2']));
  one.stream.follow(new Set(['c2']));
  expect(one.commands.map(({ type, conversationId }) => `${type} ${conversationId}`)).toEqual([
    'open c1',
    'open c2',
    'close c1',
  ]);
  for (const noise of ['', '{', 'null', '[]', '"x"']) one.hear(noise);
  expect(one.states).toEqual(['connecting', 'open']);
});
