import type { WebSocket } from 'ws';
import type { DeskCommand, DeskEvent } from '../../src/desk/desk-events';
import { eventually } from '../support/eventually';

/** Somebody's open page, as the event stream sees it. */
export interface OpenPage {
  readonly socket: WebSocket;
  readonly events: DeskEvent[];
  readonly closed: Promise<number>;
  send(command: DeskCommand): void;
  /** The first event that fits, now or soon. */
  hears<Type extends DeskEvent['type']>(
    type: Type,
    fits?: (event: Extract<DeskEvent, { type: Type }>) => boolean,
  ): Promise<Extract<DeskEvent, { type: Type }>>;
  entries(conversationId: string): readonly Extract<DeskEvent, { type: 'entry' }>['entry'][];
}

/** @throws Error with the status when the server does not let it in */
export async function openPage(socket: WebSocket): Promise<OpenPage> {
  const events: DeskEvent[] = [];
  socket.on('message', (data) => events.push(JSON.parse(String(data)) as DeskEvent));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const page: OpenPage = {
    socket,
    events,
    closed,
    send: (command) => socket.send(JSON.stringify(command)),
    async hears(type, fits = () => true) {
      type Wanted = Extract<DeskEvent, { type: typeof type }>;
      const find = () => events.find((event): event is Wanted => event.type === type && fits(event as Wanted));
      await eventually(() => find() !== undefined, 3_000);
      return find() as Wanted;
    },
    entries: (conversationId) =>
      events.flatMap((event) =>
        event.type === 'entry' && event.conversationId === conversationId ? [event.entry] : [],
      ),
  };
  return page;
}
