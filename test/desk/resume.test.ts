import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { TranscriptEntry } from '../../src/desk/desk-events';
import { transcriptEntry } from '../../src/desk/views/transcript-entry';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

/** R14: a stream with random cuts, on two nodes, while both sides write: every entry once, in order. */

const freshDir = tempDirs();
let nodes: readonly RunningDesk[];
beforeAll(async () => {
  const desk = await runDesk({ dir: freshDir() });
  nodes = [desk, await runDesk({ dir: '', of: desk })];
});
afterAll(async () => {
  for (const node of [...nodes].reverse()) await node.stop();
});

type Happening =
  | { readonly act: 'customer' | 'agent'; readonly node: number }
  | { readonly act: 'cut'; readonly node: number; readonly hard: boolean };

const node = fc.nat(1);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('customer' as const), node }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('agent' as const), node }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cut' as const), node, hard: fc.boolean() }) },
);

const nodeAt = (index: number): RunningDesk => {
  const found = nodes[index];
  if (!found) throw new Error(`There is no node ${index}.`);
  return found;
};

test('every entry once, in order, whatever is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), node, async (happenings, first) => {
      const [desk] = [nodeAt(0)];
      const { id, conversationId } = await desk.waiting();
      await desk.post('boss', `/handoffs/${id}/take`);
      const heard: TranscriptEntry[] = [];
      /** The page: comes back from the last entry it has. */
      const connect = async (index: number) => {
        const page = await nodeAt(index).page('boss');
        page.socket.on('message', (data) => {
          const event = JSON.parse(String(data));
          if (event.type === 'entry' && event.conversationId === conversationId) heard.push(event.entry);
        });
        page.send({ type: 'open', conversationId, after: heard.at(-1)?.seq ?? 0 });
        return page;
      };
      let page = await connect(first);
      let said = 0;
      for (const one of happenings) {
        if (one.act === 'cut') {
          if (one.hard) page.socket.terminate();
          else page.socket.close();
          await page.closed;
          page = await connect(one.node);
          continue;
        }
        said += 1;
        // The clock stands still, and so would the limit of thirty messages in ten seconds.
        desk.clock.advance(500);
        if (one.act === 'customer') await nodeAt(one.node).says(conversationId, `customer ${said}`);
        else {
          const message = { id: randomUUID(), text: `agent ${said}` };
          expect(await nodeAt(one.node).post('boss', `/handoffs/${id}/messages`, message)).toMatchObject({
            status: 202,
          });
        }
      }
      const all = async () =>
        (await desk.turns.read(conversationId, 0, 1_000)).flatMap((entry) => transcriptEntry(entry) ?? []);
      await eventually(async () => (await all()).filter(({ from }) => from !== 'desk').length === said, 10_000);
      const expected = await all();
      await eventually(() => heard.length >= expected.length);
      expect(heard).toEqual(expected);
      page.socket.terminate();
      await page.closed;
    }),
    { numRuns: 15 },
  );
}, 120_000);
