import { attachedTo } from '../../dialogs/known-problem';
import type { Complaint } from '../../src/complaints/complaint';
import type { ProblemNews } from '../../src/known-problems/problem-news';
import type { Language } from '../../src/ports/language';
import { chen } from '../complaints/office';
import { cause, done, hour, signal, watch } from './watch';

// Written once, told in three languages: whom it is news for, and what the complaint keeps.
const id = 'P20261123-01';

/** An open problem with one customer of each language attached. */
async function opened() {
  const w = watch();
  const problem = done(await w.problems.openNew(chen, 'product_quality', w.wish));
  const of = (language: Language): Complaint => w.broken({ language, problem: attachedTo(problem) });
  const children = [of('zh-Hans'), of('zh-Hant'), of('en')] as const;
  const toldTo = (child: Complaint): number =>
    w.complaints.outbox.filter(({ key }) => key.startsWith(`${child.id}:`)).length;
  return { ...w, children, toldTo };
}

it('a repair is told with the words of both languages, and the complaint keeps them', async () => {
  const w = await opened();
  const words = { text: '光缆已经接好。', english: 'The cable is mended.' };
  done(await w.problems.repair(id, chen, { ...words, cause }));
  await w.job.run(signal);
  for (const child of w.children) expect(w.complaints.get(child.id).answers).toMatchObject([{ ...words, cause }]);
  const told = { name: 'complaint.answered', value: { ...words, repaired: true } };
  expect(w.complaints.outbox.map(({ payload }) => payload)).toMatchObject([told, told, told]);
});

it('words are told to whom they are others in their language', async () => {
  const w = await opened();
  const { known, repairBy } = w.wish;
  const say = async (news: Partial<ProblemNews>) => {
    done(await w.problems.update(id, chen, { known, repairBy, ...news }));
    await w.node().run(signal);
    return w.children.map(w.toldTo);
  };
  expect(await say({ english: 'A cable was cut' })).toEqual([0, 0, 1]);
  expect(await say({ english: 'A cable was cut', known: '光缆要换一段' })).toEqual([1, 1, 1]);
  expect(await say({ english: 'A cable has to be replaced', known: '光缆要换一段' })).toEqual([1, 1, 2]);
  // Another time is news to everybody, whatever they missed before.
  expect(await say({ known: '光缆要换一段', repairBy: w.clock.now() + 9 * hour })).toEqual([2, 2, 3]);
  for (const child of w.children) expect(w.complaints.get(child.id).problem).toMatchObject({ news: 5 });
  const late = w.broken();
  done(await w.problems.attach(id, chen, late.number));
  await w.node().run(signal);
  expect([...w.children, late].map(w.toldTo)).toEqual([2, 2, 3, 1]);
});
