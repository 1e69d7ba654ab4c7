import fc from 'fast-check';
import { dimensions } from '../../../../src/figures/figures';
import { figuresPath, fileAddress, filterOf, listHash, spanBefore } from '../../../../web/board/state/filter';
import { carried, hashOf, routeOf } from '../../../../web/board/state/route';

const today = '2026-11-22';
const of = (text: string) => filterOf(new Map(new URLSearchParams(text)), today);

test('without days, or with days that make no sense, it is the last four weeks', () => {
  const usual = { from: '2026-10-26', until: today };
  for (const text of [
    '',
    'from=2026-11-01',
    'from=2026-11-20&until=2026-11-01',
    'from=2020-01-01&until=2026-11-01',
    'from=x&until=y',
  ])
    expect(of(text)).toMatchObject(usual);
  expect(of('from=2026-11-01&until=2026-11-01')).toMatchObject({ from: '2026-11-01', until: '2026-11-01' });
});

test('conditions are those of known dimensions; an empty value is one too', () => {
  expect(of('type=a,b&cause=&nothing=1&__proto__=x').where).toEqual({ type: ['a', 'b'], cause: [''] });
});

test('the span before is as long, ends where the other begins, and asks the same', () => {
  expect(spanBefore(of('from=2026-11-08&until=2026-11-14&team=network'))).toEqual({
    from: '2026-11-01',
    until: '2026-11-07',
    where: { team: ['network'] },
  });
});

test('what is asked and where its list is carry the same conditions', () => {
  const filter = of('from=2026-11-01&until=2026-11-07&channel=web,sms');
  expect(figuresPath(filter, ['complaints', 'reopen_rate'], ['day'])).toBe(
    'board/figures?measures=complaints%2Creopen_rate&by=day&from=2026-11-01&until=2026-11-07&channel=web%2Csms',
  );
  expect(listHash(filter, 'reopen_rate', 'n', { day: '2026-11-03' })).toBe(
    '#/list?measure=reopen_rate&part=n&from=2026-11-01&until=2026-11-07&channel=web,sms&day=2026-11-03',
  );
  expect(fileAddress('board/today', 'csv', 'en')).toBe('/desk/api/board/today?format=csv&lang=en');
});

test('an address says the same when it is read again, whatever its values', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...dimensions, 'measure', 'from'), text), (query) => {
      const map = new Map(Object.entries(query));
      const route = routeOf(hashOf('list', map));
      expect(route.view).toBe('list');
      expect(Object.fromEntries(route.query)).toEqual(Object.fromEntries(map));
    }),
  );
});

test('from one view to the next go the days and what is looked at, nothing else', () => {
  expect([
    ...carried(
      new Map([
        ['type', 'a'],
        ['measure', 'x'],
        ['from', 'y'],
        ['after', 'z'],
      ]),
    ),
  ]).toEqual([
    ['type', 'a'],
    ['from', 'y'],
  ]);
});
