import { tempDirs } from '../support/temp-dir';
import { type RunningDesk, runDesk } from './running-desk';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
});
afterEach(() => desk.stop());

test('a customer who comes back to the same person brings along what was said between', async () => {
  const { id, conversationId } = await desk.waiting();
  await desk.post('lin', `/handoffs/${id}/take`);
  const page = await desk.page('lin');
  page.send({ type: 'open', conversationId, after: 0 });
  await desk.says(conversationId, '第一次');
  await page.hears('entry', ({ entry }) => entry.text === '第一次');
  desk.clock.advance(1_000);
  await desk.post('lin', `/handoffs/${id}/finish`, { result: 'solved', cause: 'ordered_without_consent' });
  await page.hears('handoff', ({ summary }) => summary.status === 'done');
  desk.clock.advance(1_000);
  await desk.settle();
  await page.hears('entry', ({ entry }) => entry.event?.value['state'] === 'completed');

  // With the bot again: no business of the agent's, who still has the conversation open.
  for (const text of ['还是不对', '再转人工']) await desk.says(conversationId, text);
  desk.clock.advance(1_000);
  const again = await desk.waiting({ conversationId });
  await desk.post('lin', `/handoffs/${again.id}/take`);
  await desk.says(conversationId, '第二次');
  await page.hears('entry', ({ entry }) => entry.text === '第二次');
  const heard = page.entries(conversationId);
  const seqs = [...new Set(heard.map(({ seq }) => seq))];
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(heard.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual([
    '第一次',
    '还是不对',
    '再转人工',
    '第二次',
  ]);
});
