import { attachedTo } from '../../dialogs/known-problem';
import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { createKnownProblemJob } from '../../src/known-problems/known-problem-job';
import { createKnownProblems } from '../../src/known-problems/known-problems';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { filed } from '../complaints/example-complaint';
import { chen } from '../complaints/office';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { cause, done, signal, watch } from './watch';

const tempDir = tempDirs();
const id = 'P20261123-01';

test('two nodes over one store tell everybody once, and a restart in the middle changes nothing', async () => {
  const { common, clock, wish } = watch();
  const dir = tempDir();
  const node = () => {
    const store = openSqlite({ dir, clock, ids: sequentialIds() });
    const { complaints, documents } = store;
    const complaintActs = createComplaintActs({ ...common, complaints });
    const deps = { ...common, complaints, documents, complaintActs };
    return { store, problems: createKnownProblems(deps), job: createKnownProblemJob(deps) };
  };
  const nodes = [node(), node()] as const;
  const [one, two] = nodes;
  const problem = done(await one.problems.openNew(chen, 'product_quality', wish));
  clock.advance(2_000);
  expect(await two.problems.current()).toMatchObject([{ id, status: 'open' }]);
  const count = 250;
  for (let child = 0; child < count; child += 1) {
    clock.advance(1);
    const { number: _, version: __, ...complaint } = filed({ problem: attachedTo(problem) }, clock.now());
    await one.store.complaints.insert(complaint);
  }
  done(await one.problems.update(id, chen, { known: '还要一会儿' }));
  done(await two.problems.repair(id, chen, { text: '接好了', cause }));
  const stopped = new AbortController();
  setImmediate(() => stopped.abort());
  await Promise.all(nodes.map(({ job }) => job.run(stopped.signal)));
  for (const { store } of nodes) store.close();
  const again = [node(), node()] as const;
  try {
    await Promise.all(again.map(({ job }) => job.run(signal)));
    await again[0].job.run(signal);
    const told = await again[0].store.outbox.list('waiting', 10_000);
    const names = told.map(({ payload }) => {
      const { name, value } = payload as { name: string; value: { id: string } };
      return `${value.id} ${name}`;
    });
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.endsWith('complaint.answered'))).toHaveLength(count);
    const found = await again[1].problems.byId(id);
    expect(found).toMatchObject({ status: 'repaired', mending: { finished: true } });
  } finally {
    for (const { store } of again) store.close();
  }
});
