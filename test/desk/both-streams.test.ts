import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import type { DeskEvent, TranscriptEntry } from '../../src/desk/desk-events';
import { transcriptEntry } from '../../src/desk/views/transcript-entry';
import { shanghaiDay, startOfShanghaiDay } from '../../src/ports/calendar';
import { type RunningApp, secret, startApp } from '../security/running-app';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';

/**
 * R14 on the whole app: customer and person write at once while both their streams are cut at random, cleanly and not, and
 * stay away for a while. Each end comes back from its own position; each has every activity once, in order.
 */

type End = 'customer' | 'agent';
type Happening =
  | { readonly act: 'write'; readonly by: readonly End[] }
  | { readonly act: 'cut'; readonly end: End; readonly hard: boolean }
  | { readonly act: 'back'; readonly end: End };

const end = fc.constantFrom<End>('customer', 'agent');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant('write' as const), by: fc.array(end, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cut' as const), end, hard: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('back' as const), end }) },
);

interface Shown {
  readonly id: string;
  readonly type: string;
}

const freshDir = tempDirs();
const hourMs = 3_600_000;
let app: RunningApp;
let cookie: string;
beforeAll(async () => {
  app = await startApp(freshDir());
  // People serve: ten in the morning of the next day.
  const now = app.clock.now();
  app.clock.advance(startOfShanghaiDay(shanghaiDay(now)) + 34 * hourMs - now);
  cookie = await app.signIn('boss');
}, 180_000);
afterAll(() => app.stop());

/** Whoever comes back this often is limited by address; here it is the coming back that counts. */
let addresses = 0;
const newAddress = () => {
  addresses += 1;
  return { 'x-forwarded-for': `10.9.${addresses >> 8}.${addresses & 255}` };
};

const ok = ({ status, text }: { status: number; text: string }): void => {
  if (status > 204) throw new Error(`${status} ${text}`);
};

/** A page of one end that remembers what it was shown, and goes on from there when it comes back. */
class ComingPage<Item> {
  readonly shown: Item[] = [];
  private socket: WebSocket | undefined;
  private closed = Promise.resolve();

  constructor(
    private readonly open: (shown: readonly Item[]) => Promise<WebSocket>,
    private readonly items: (frame: string) => readonly Item[],
  ) {}

  async back(): Promise<void> {
    if (this.socket) return;
    const socket = await this.open(this.shown);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('message', (data) => this.shown.push(...this.items(String(data))));
    this.socket = socket;
  }

  async cut(hard: boolean): Promise<void> {
    if (hard) this.socket?.terminate();
    else this.socket?.close();
    this.socket = undefined;
    await this.closed;
  }
}

/** A conversation a person has, with its two pages. */
async function talking() {
  const { conversationId, path, token } = await app.customer();
  const say = async (text: string) =>
    ok(await app.call('POST', `${path}/activities`, { token, body: { type: 'message', text } }));
  await say('转人工');
  const [handoff] = await untilSome(() => app.store.handoffs.ofConversation(conversationId, 1));
  const id = handoff?.id ?? '';
  ok(await app.call('POST', `/desk/api/handoffs/${id}/take`, { cookie }));
  let watermark = '0';
  const customer = new ComingPage<Shown>(
    async () => {
      const again = await app.call('GET', `${path}?watermark=${watermark}`, { token: secret });
      return new WebSocket(String(again.json['streamUrl']), { headers: newAddress() });
    },
    (frame) => {
      const set = JSON.parse(frame) as { activities: Shown[]; watermark: string };
      watermark = set.watermark;
      return set.activities.filter(({ type }) => type === 'message');
    },
  );
  const agent = new ComingPage<TranscriptEntry>(
    async (shown) => {
      const headers = { cookie, origin: app.base, ...newAddress() };
      const socket = new WebSocket(`${app.base.replace('http', 'ws')}/desk/events`, { headers });
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      socket.send(JSON.stringify({ type: 'open', conversationId, after: shown.at(-1)?.seq ?? 0 }));
      return socket;
    },
    (frame) => {
      const event = JSON.parse(frame) as DeskEvent;
      return event.type === 'entry' && event.conversationId === conversationId ? [event.entry] : [];
    },
  );
  const write: Record<End, (text: string) => Promise<void>> = {
    customer: say,
    agent: async (text) => {
      const body = { id: randomUUID(), text };
      ok(await app.call('POST', `/desk/api/handoffs/${id}/messages`, { cookie, body }));
    },
  };
  return { conversationId, path, token, pages: { customer, agent }, write };
}

async function untilSome<Item>(look: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  let found: readonly Item[] = [];
  await eventually(async () => {
    found = await look();
    return found.length > 0;
  }, 10_000);
  return found;
}

test('both ends have every activity once, in order, whatever is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 30 }), async (happenings) => {
      const { conversationId, path, token, pages, write } = await talking();
      try {
        await Promise.all([pages.customer.back(), pages.agent.back()]);
        const said: Record<End, string[]> = { customer: [], agent: [] };
        for (const one of happenings) {
          // The clock stands still, and so would the limits of messages in ten seconds.
          app.clock.advance(2_000);
          if (one.act === 'cut') await pages[one.end].cut(one.hard);
          if (one.act === 'back') await pages[one.end].back();
          if (one.act !== 'write') continue;
          const lines = one.by.map((by) => {
            const text = `${by} ${said[by].length + 1}`;
            said[by].push(text);
            return { by, text };
          });
          const by = (who: End) => lines.filter((line) => line.by === who);
          // Both at once; each one's own lines one after the other, as a page sends them.
          await Promise.all(
            (['customer', 'agent'] as const).map(async (who) => {
              for (const { text } of by(who)) await write[who](text);
            }),
          );
        }
        await Promise.all([pages.customer.back(), pages.agent.back()]);
        await app.app.turns.idle();
        const log = async () =>
          (await app.app.turns.read(conversationId, 0, 1_000)).flatMap((entry) => transcriptEntry(entry) ?? []);
        const spoken = (entries: readonly TranscriptEntry[], from: End) =>
          entries.filter((entry) => entry.from === from && entry.text.startsWith(from)).map(({ text }) => text);
        await eventually(async () => spoken(await log(), 'agent').length === said.agent.length, 10_000);
        const entries = await log();
        expect({ customer: spoken(entries, 'customer'), agent: spoken(entries, 'agent') }).toEqual(said);
        const { json } = await app.call('GET', `${path}/activities`, { token });
        const stored = (json['activities'] as Shown[]).map(({ id }) => id);
        await eventually(
          () => pages.agent.shown.length >= entries.length && pages.customer.shown.length >= stored.length,
        );
        expect(pages.agent.shown).toEqual(entries);
        expect(pages.customer.shown.map(({ id }) => id)).toEqual(stored);
      } finally {
        await Promise.all([pages.customer.cut(true), pages.agent.cut(true)]);
      }
    }),
    { numRuns: 12, seed: 14 },
  );
}, 120_000);
