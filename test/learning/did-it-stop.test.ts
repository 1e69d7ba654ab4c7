import { didItStop } from '../../src/learning/did-it-stop';
import { fakeFigures, spread } from './fake-figures';

const rules = { days: 28, least_days: 14, settle_days: 3, confidence: 0.95 };
const at = (day: string) => Date.parse(`${day}T11:00:00+08:00`);
const done = { cause: 'charged_twice', doneAt: at('2026-10-01') };

test('what is not done has no effect', async () => {
  expect(await didItStop(fakeFigures([]), { cause: 'charged_twice' }, rules, at('2026-11-22'))).toBeUndefined();
});

test('twenty-eight days before and after, the day itself left out, per 10,000 contacts', async () => {
  const figures = fakeFigures(
    [
      ...spread(40, '2026-09-03', 28, 'charged_twice'),
      ...spread(9, '2026-10-02', 28, 'charged_twice', 'value_added'),
      // Out of both: too early, on the day itself, too late, and another cause.
      ...spread(7, '2026-09-02', 1, 'charged_twice'),
      ...spread(50, '2026-10-01', 1, 'charged_twice'),
      ...spread(50, '2026-10-30', 3, 'charged_twice'),
      ...spread(50, '2026-10-02', 28, 'rating_fault'),
    ],
    (day) => (day < '2026-10-01' ? 100 : 50),
  );
  const effect = await didItStop(figures, done, rules, at('2026-12-01'));
  expect(effect).toEqual({
    days: 28,
    before: 40,
    after: 9,
    rateBefore: expect.closeTo(142.857, 3),
    rateAfter: expect.closeTo(64.286, 3),
    verdict: 'less',
  });
});

test('as many days before as there are after, less those whose causes are not known yet', async () => {
  const figures = fakeFigures([...spread(28, '2026-09-03', 28, 'charged_twice')]);
  // Complete days after: 2 to 18 October, 22 being today and the three before not settled.
  expect(await didItStop(figures, done, rules, at('2026-10-22'))).toEqual({
    days: 17,
    before: 17,
    after: 0,
    verdict: 'stopped',
  });
});

test('too early to tell, with what is known', async () => {
  const figures = fakeFigures(spread(28, '2026-09-03', 28, 'charged_twice'));
  expect(await didItStop(figures, done, rules, at('2026-10-18'))).toEqual({
    days: 13,
    before: 13,
    after: 0,
    verdict: 'too_early',
  });
  for (const day of ['2026-10-01', '2026-10-05'])
    expect(await didItStop(figures, done, rules, at(day))).toMatchObject({ days: 0, before: 0, verdict: 'too_early' });
});

test('three before and none after is no proof', async () => {
  const figures = fakeFigures(spread(3, '2026-09-20', 3, 'charged_twice'));
  expect(await didItStop(figures, done, rules, at('2026-12-01'))).toMatchObject({
    before: 3,
    after: 0,
    verdict: 'same',
  });
});
