import { handoffFact } from '../../src/figures/handoff-fact';
import { contactFact, surveyOf } from '../../src/figures/recorded-facts';
import type { Handoff } from '../../src/handoff/handoff';
import { passedOn } from '../../src/handoff/passed-on';
import type { LogRecord } from '../../src/ports/record-log';
import { newHandoff } from '../support/new-handoff';

const at = newHandoff().createdAt;
const handoff = (overrides: Partial<Handoff> = {}): Handoff => ({ ...newHandoff(), version: 1, ...overrides });
const record = (key: string, data: object): LogRecord => ({
  kind: 'survey',
  key,
  at,
  conversationId: 'c1',
  data: { ...data },
});

test('one that waits: nothing taken, nothing ended', () => {
  expect(handoffFact(handoff())).toEqual({
    id: 'hof_1',
    conversationId: 'c1',
    createdAt: at,
    channel: 'web',
    reason: 'customer_asked',
    skill: 'general',
    lastSkill: 'general',
    leftLine: false,
  });
});

test('taken, passed to two other teams, wrapped up, and what the customer thought of it', () => {
  const note = { id: 'n', at, author: 'li', kind: 'transfer', text: '' } as const;
  const routing = { passed_over_seconds: 1, reserved_seconds: 1 };
  let passed = handoff({ status: 'assigned', agent: 'li', acceptedAt: at + 5 });
  for (const to of [{ team: 'billing' }, { agent: 'wang' }, { team: 'technical' }]) {
    passed = { ...passed, ...passedOn(passed, to, note, at, routing) } as Handoff;
  }
  const done = {
    ...passed,
    status: 'done',
    wrapUp: { at: at + 99, by: 'li', result: 'solved', cause: 'charged_twice' },
  } as const;
  expect(handoffFact(done, 'fair')).toMatchObject({
    skill: 'general',
    lastSkill: 'technical',
    acceptedAt: at + 5,
    endedAt: at + 99,
    leftLine: false,
    agent: 'li',
    result: 'solved',
    cause: 'charged_twice',
    score: 'fair',
  });
});

test('who leaves before a person took it has left the line, who leaves afterwards has not', () => {
  const history = [{ at: at + 7, actor: 'customer', event: 'withdraw', from: 'waiting', to: 'withdrawn' }] as const;
  expect(handoffFact(handoff({ status: 'withdrawn', history }))).toMatchObject({ leftLine: true, endedAt: at + 7 });
  expect(handoffFact(handoff({ status: 'waiting', customerLeftAt: at + 3 }))).toMatchObject({ leftLine: true });
  const taken = { status: 'done', acceptedAt: at + 1, customerLeftAt: at + 3 } as const;
  expect(handoffFact(handoff(taken))).toMatchObject({ leftLine: false });
});

test('a survey’s record names the hand-over; words told later, and what is none, are no score', () => {
  expect(surveyOf(record('hof_1', { score: 'fair', handoffId: 'hof_1' }))).toEqual({
    handoffId: 'hof_1',
    score: 'fair',
  });
  expect(surveyOf(record('hof_2', { score: 'satisfied' }))).toEqual({ handoffId: 'hof_2', score: 'satisfied' });
  expect(surveyOf(record('hof_1:words', { words: 'thanks' }))).toBeUndefined();
  expect(surveyOf(record('hof_1', { score: 'constructor' }))).toBeUndefined();
  expect(contactFact(record('c', { id: 'c', startedAt: 'yesterday' }))).toBeUndefined();
});
