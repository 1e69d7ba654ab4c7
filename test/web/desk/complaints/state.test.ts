import fc from 'fast-check';
import { complaintStatuses, complaintTypes } from '../../../../src/complaints/complaint';
import type { ComplaintList } from '../../../../src/desk/complaint-api';
import { forRoute, groupOf, noComplaints, reduceComplaints } from '../../../../web/desk/state/complaints';
import { startState } from '../../../../web/desk/state/desk-state';
import { followedBy } from '../../../../web/desk/state/groups';
import { reduce } from '../../../../web/desk/state/reduce';
import { complaintGroups, hashOf, routeOf } from '../../../../web/desk/state/route';
import { timerText } from '../../../../web/desk/views/complaints/timer-text';
import { deskWordings } from '../../../../web/wording/desk/desk-wording';
import { aComplaint } from './some-complaints';

const page = (numbers: readonly string[], next?: string): ComplaintList => ({
  now: 1,
  complaints: numbers.map((number) => aComplaint({ number })),
  ...(next === undefined ? {} : { next }),
  counts: { mine: 1, team: 2, senior: 3, due: 4, open: 5 },
});
const shown = (state: typeof noComplaints) => state.list?.lines.map(({ number }) => number);

test('every address of the complaints leads back to itself, and any other text to some page', () => {
  const part = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  fc.assert(
    fc.property(
      fc.option(fc.stringMatching(/^C\d{8}-\d{4}-\d$/), { nil: undefined }),
      part(complaintGroups),
      part(complaintTypes),
      part(complaintStatuses),
      (number, group, type, status) => {
        const wanted = JSON.parse(JSON.stringify({ view: 'complaints', number, group, type, status }));
        expect(routeOf(hashOf(wanted))).toEqual(wanted);
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => typeof routeOf(`#/complaints${text}`).view === 'string'));
  expect(routeOf('#/complaints?group=constructor&type=__proto__')).toEqual({ view: 'complaints' });
});

test('agents begin with their own, supervisors with what runs out', () => {
  expect(groupOf({ view: 'complaints' }, 'agent')).toBe('mine');
  expect(groupOf({ view: 'complaints' }, 'supervisor')).toBe('due');
  expect(groupOf({ view: 'complaints', group: 'done' }, 'supervisor')).toBe('done');
});

test('a fresh first page keeps what was loaded below it, each complaint once', () => {
  let state = reduceComplaints(noComplaints, {
    type: 'complaints',
    key: 'a',
    page: page(['1', '2'], 'p2'),
    more: false,
  });
  state = reduceComplaints(state, { type: 'complaints', key: 'a', page: page(['3', '4'], 'p3'), more: true });
  expect(shown(state)).toEqual(['1', '2', '3', '4']);
  state = reduceComplaints(state, { type: 'complaints', key: 'a', page: page(['0', '1', '3'], 'p2'), more: false });
  expect(shown(state)).toEqual(['0', '1', '3', '4']);
  expect(state.list?.next).toBe('p3');
  state = reduceComplaints(state, { type: 'complaints', key: 'b', page: page(['9']), more: false });
  expect(shown(state)).toEqual(['9']);
  expect(state.list?.next).toBeUndefined();
});

test('an older word of a complaint is let go; the list shows what the open one shows', () => {
  const listed = reduceComplaints(noComplaints, { type: 'complaints', key: 'a', page: page(['1']), more: false });
  const now = aComplaint({ number: '1', version: 5, status: 'assessed' });
  const state = reduceComplaints(listed, { type: 'complaint', detail: now });
  expect(state.list?.lines[0]?.status).toBe('assessed');
  expect(reduceComplaints(state, { type: 'complaint', detail: aComplaint({ number: '1', version: 4 }) })).toBe(state);
  expect(forRoute(state, '1')).toBe(state);
  expect(forRoute(state, '2').detail).toBeUndefined();
});

test('the conversation of an open complaint is followed until one looks elsewhere', () => {
  const transcript = { conversationId: 'conv_9', number: '1' };
  const start = { ...startState, phase: 'signed_in' } as const;
  const state = reduce(start, { type: 'complaint_transcript', transcript });
  expect([...followedBy(state)]).toEqual(['conv_9']);
  expect([...followedBy(reduce(state, { type: 'route', route: { view: 'complaints', number: '2' } }))]).toEqual([]);
});

test('timers are told in words, in every language; other notes are no timers', () => {
  for (const wording of Object.values(deskWordings)) {
    for (const name of ['first_reply:80#0', 'law:12#1', 'late:resolve#0', 'pause:0#0', 'mark:fedBack#2', 'told#0']) {
      expect(timerText(name, wording)).toMatch(/^[^{}]+$/);
    }
  }
  expect(timerText('resolve:80#0', deskWordings.en)).toBe('80% of the time to solve it used');
  expect(timerText('mark:rechecked#0', deskWordings['zh-Hans'])).toBe('提醒：还没回访');
  for (const note of ['papers', 'constructor#0', '__proto__#0', '客户说 resolve:80#0', '']) {
    expect(timerText(note, deskWordings.en)).toBeUndefined();
  }
});
