import type { BoardList, BoardWeek } from '../../../src/desk/board-api';
import { dimensions, type FiguresAnswer, type Measure, measures } from '../../../src/figures/figures';
import { tempDirs } from '../../support/temp-dir';
import { bodies, day, draft, hour, monday, told } from '../complaints/told-complaint';
import { type RunningBoard, runBoard } from './running-board';

/** Over the real figures: whatever is asked, the number is as long as its list, and lists show nobody. */
const freshDir = tempDirs();
let board: RunningBoard;
beforeAll(async () => {
  board = await runBoard({ dir: freshDir(), isReal: true });
  const types = ['pricing_billing', 'staff_attitude', 'product_quality', 'after_sales'] as const;
  for (let index = 0; index < 60; index += 1) {
    board.clock.set(monday - (index % 20) * day + index * hour * 0.1);
    board.later(0);
    const { number, id } = await told(board, {
      type: types[index % 4] ?? 'after_sales',
      channel: index % 3 === 0 ? 'sms' : 'web',
      phone: `1380000${String(1000 + (index % 25))}`,
      slots: { ...draft.slots, place: index % 2 === 0 ? '五一路' : '湖滨花园' },
    });
    const acts = ['assess', 'investigate', 'answer', 'recheck', 'close', 'feedBack'] as const;
    for (const act of acts.slice(0, index % 8)) {
      board.clock.advance(act === 'answer' && index % 5 === 0 ? 3 * day : 10 * 60_000);
      board.later(0);
      if (act === 'recheck') {
        await board.complaintActs.communicated(id, { at: board.clock.now(), way: 'chat', reference: 'r' });
        await board.complaintActs.recheck(id, 'customer', index % 3 !== 0);
        if (index % 4 === 0)
          await board.complaintActs.survey(id, { score: index % 8 === 0 ? 'unsatisfied' : 'satisfied' });
      } else {
        const { status } = await board.post('boss', `/complaints/${number}/${act}`, bodies[act]);
        if (status !== 200) break;
      }
    }
  }
  board.clock.set(monday);
  for (let index = 0; index < 5; index += 1) await board.waiting({ createdAt: monday + index });
  board.clock.set(monday + 6 * day);
  await board.bring();
  board.later(0);
}, 120_000);
afterAll(() => board.stop());

const range = 'from=2026-10-20&until=2026-11-30';
const get = async <Shape>(path: string): Promise<Shape> => {
  const { status, body } = await board.get('boss', `/board/${path}`);
  expect([path, status]).toEqual([path, 200]);
  return body as Shape;
};

async function listed(
  measure: Measure,
  part: 'n' | 'of',
  filter: string,
): Promise<{ total: number; ids: Set<string> }> {
  const ids = new Set<string>();
  let [next, total] = ['', 0];
  for (;;) {
    const page = await get<BoardList>(`list?measure=${measure}&part=${part}&${range}${filter}${next}`);
    expect(/138000010\d\d|482913/.test(JSON.stringify(page))).toBe(false);
    for (const item of page.items) ids.add(item.kind === 'complaint' ? item.complaint.number : item.id);
    total = page.total;
    if (page.next === undefined) return { total, ids };
    next = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** Their number is no count of rows. */
const isCounted = (measure: Measure): boolean =>
  !['first_reply_time', 'resolve_time', 'remedy_cost', 'waiting_time', 'handling_time'].includes(measure);

test.each(
  measures.filter(
    (measure) =>
      !['contacts', 'containment', 'first_contact_resolution', 'hand_off_rate', 'not_understood_rate'].includes(
        measure,
      ),
  ),
)(
  '%s: each number by type, team, channel, area and day is as long as its list',
  async (measure) => {
    for (const by of ['type', 'team', 'channel', 'area', 'day'] as const) {
      const { rows } = await get<FiguresAnswer>(`figures?measures=${measure}&by=${by}&${range}`);
      for (const { key, figures } of rows.slice(0, 6)) {
        const figure = figures[measure];
        if (!figure) continue;
        const filter = `&${by}=${encodeURIComponent(key[0] ?? '')}`;
        const counted = await listed(measure, 'n', filter);
        if (isCounted(measure))
          expect([by, key, counted.total, counted.ids.size]).toEqual([by, key, figure.n, figure.n]);
        if (measure === 'complaint_rate') continue;
        const base = await listed(measure, 'of', filter);
        expect([by, key, base.total, base.ids.size]).toEqual([by, key, figure.of, figure.of]);
      }
    }
  },
  60_000,
);

test('sixty complaints and five hand-overs are counted', async () => {
  const { rows } = await get<FiguresAnswer>(
    `figures?measures=complaints,handoffs,reopen_rate,dissatisfaction_rate&${range}`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.figures).toMatchObject({ complaints: { n: 60 }, handoffs: { n: 5 } });
  expect(rows[0]?.figures.reopen_rate?.n).toBeGreaterThan(0);
  expect(rows[0]?.figures.dissatisfaction_rate?.of).toBeGreaterThan(0);
});

test('every dimension and every pair of two is answered or left out, never a fault', async () => {
  for (const [index, first] of dimensions.entries()) {
    await get(`figures?measures=complaints,contacts,handoffs&by=${first}&${range}`);
    const second = dimensions[(index + 5) % dimensions.length];
    await get(`figures?measures=complaints&by=${first},${second}&${range}`);
  }
});

test('a week is told, and files of it come', async () => {
  const week = await get<BoardWeek>('week?week=2026-W47');
  expect(week.measures).toHaveLength(measures.length);
  const { status, body } = await board.get(
    'boss',
    `/board/figures?measures=${measures.join(',')}&by=week,type&${range}&format=csv&lang=en`,
  );
  expect([status, body.split('\r\n').length > 4]).toEqual([200, true]);
  expect(body).toContain('Prices and billing');
});
