import { createFigures } from '../../src/figures/create-figures';
import { figuresAnew, purgeSheets } from '../../src/figures/purge-sheets';
import { createSheetStore } from '../../src/figures/sheet-store';
import { newComplaint } from '../support/new-complaint';
import { FilledFigures } from './filled-figures';

const span = { from: '2020-01-01', until: '2030-12-31' };

test('sheets of days nobody keeps complaints of go, those of the day before stay, twice does no harm', async () => {
  const office = new FilledFigures();
  const days = ['2026-11-20', '2026-11-21', '2026-11-22'];
  for (const [n, day] of days.entries()) {
    const createdAt = Date.parse(`${day}T12:00:00+08:00`);
    await office.complaints.insert(newComplaint({ id: `cmp_${n}`, createdBy: `key_${n}`, createdAt }));
  }
  await office.bringIn();
  office.clock.set(Date.parse('2027-11-21T23:59:00+08:00'));
  for (let twice = 0; twice < 2; twice += 1) await purgeSheets(office.documents, office.clock, 365);
  const left = createFigures(office);
  const { rows } = await left.answer({ ...span, measures: ['complaints'], by: ['day'] });
  expect(rows.map(({ key }) => key[0])).toEqual(['2026-11-21', '2026-11-22']);
  expect((await office.documents.list('sheet', 9)).map(({ key }) => key)).toEqual([
    'complaints:2026-11-21',
    'complaints:2026-11-22',
  ]);
  // Figures that had the sheet in memory leave it out as well.
  office.clock.advance(1_000);
  expect((await office.figures.answer({ ...span, measures: ['complaints'] })).rows[0]?.figures.complaints?.n).toBe(2);
});

test('after rows came in that nobody was told of, the job begins with the first there ever was', async () => {
  const office = new FilledFigures();
  await office.complaints.insert(newComplaint());
  await office.bringIn();
  const store = createSheetStore(office.documents);
  expect((await store.mark()).positions).toHaveProperty('complaints');
  await figuresAnew(office.documents);
  expect(await store.mark()).toMatchObject({ positions: {}, sheets: { 'complaints:2026-11-21': 1 } });
  await office.bringIn();
  expect(await store.mark()).toMatchObject({ sheets: { 'complaints:2026-11-21': 1 } });
  expect((await office.figures.answer({ ...span, measures: ['complaints'] })).rows[0]?.figures.complaints?.n).toBe(1);
});
