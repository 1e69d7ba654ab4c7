import type { Complaint } from '../../src/complaints/complaint';
import { createFigures } from '../../src/figures/create-figures';
import { createSheetJob } from '../../src/figures/sheet-job';
import { createLearning } from '../../src/learning/create-learning';
import { silentLog } from '../../src/ports/log';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { catalogue, rules, wrapUp } from './learning-of';

const newDir = tempDirs();
const dayMs = 86_400_000;

/** The same through the real store, the real day sheets and the real figures. */
test('a cause that an action made rarer, counted from complaints as they are stored', async () => {
  const clock = new ManualClock(Date.parse('2026-10-01T10:00:00+08:00'));
  const store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  try {
    const sheets = createSheetJob({ ...store, rules: catalogue, clock, log: silentLog, typeOfTopic: () => undefined });
    const learning = createLearning({
      documents: store.documents,
      complaints: store.complaints,
      figures: createFigures({ documents: store.documents, clock }),
      catalogue,
      clock,
      rules,
      isCause: wrapUp.isCause,
      owners: Object.keys(catalogue.standard.owners),
    });
    let count = 0;
    async function day(complaints: number): Promise<void> {
      for (let n = 0; n < complaints; n += 1) {
        count += 1;
        const at = clock.now();
        const answers: Complaint['answers'] = [
          { at, by: 'lin', text: '已退', cause: 'charged_twice', owner: 'billing' },
        ];
        await store.complaints.insert(
          newComplaint({ id: `cmp_${count}`, createdBy: `key_${count}`, createdAt: at, status: 'answered', answers }),
        );
        await store.records.append({
          kind: 'contact',
          key: `visit_${count}`,
          at,
          conversationId: `c${count}`,
          data: {
            id: `visit_${count}`,
            conversationId: `c${count}`,
            channel: 'web',
            language: 'zh-Hans',
            startedAt: at,
            endedAt: at,
            customer: `k${count}`,
            byUs: false,
            messages: 1,
            topics: [],
            answered: 1,
            missed: 0,
            thumbsDown: 0,
            complaints: [],
            personAsked: false,
            handoffs: [],
          },
        });
      }
      clock.advance(dayMs);
    }
    for (let n = 0; n < 28; n += 1) await day(2);
    const added = await learning.add('boss', {
      cause: 'charged_twice',
      owner: 'billing',
      text: 'x',
      responsible: 'y',
      dueOn: '2026-12-01',
    });
    if (!added.ok) throw new Error(added.reason);
    await learning.act('boss', added.value.id, { act: 'done' });
    clock.advance(dayMs);
    for (let n = 0; n < 40; n += 1) await day(n % 7 === 0 ? 1 : 0);
    await sheets.run(new AbortController().signal);
    clock.advance(2_000);
    const { actions, causes } = await learning.view();
    expect(actions[0]?.effect).toMatchObject({ days: 28, before: 56, after: 4 });
    // As many contacts as complaints were made up here: the rate did not change.
    expect(actions[0]?.effect).toMatchObject({ rateBefore: 10_000, rateAfter: 10_000, verdict: 'same' });
    expect(causes).toMatchObject([{ cause: 'charged_twice', owner: 'billing', actions: 1 }]);
    const week = '2026-W41';
    const digest = await learning.digest(week, 'billing');
    expect(digest).toMatchObject({
      complaints: { n: 14 },
      causes: [{ cause: 'charged_twice', count: 14, countBefore: 8 }],
    });
    expect(digest?.causes[0]?.numbers).toHaveLength(14);
    expect(digest?.omissions.length).toBeGreaterThan(60);
  } finally {
    store.close();
  }
}, 60_000);
