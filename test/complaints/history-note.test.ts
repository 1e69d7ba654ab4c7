import fc from 'fast-check';
import { readHistoryNote } from '../../src/complaints/history-note';

test.each([
  [
    'assess',
    'medium, complex, several',
    { kind: 'assessment', severity: 'medium', impact: 'several', actAtOnce: false },
  ],
  ['assess', 'high, simple, one, act at once', { kind: 'assessment', severity: 'high', actAtOnce: true }],
  [
    'assess',
    'low, simple, one → high, simple, one, act at once',
    { kind: 'assessment', severity: 'high', actAtOnce: true, from: { severity: 'low', actAtOnce: false } },
  ],
  ['assign', 'nobody → agent1', { kind: 'assignment', to: 'agent1' }],
  ['assign', 'agent1 → nobody', { kind: 'assignment', from: 'agent1' }],
  [
    'assign',
    'li → wang@example.com: 休假：交接 → 请跟进\n谢谢',
    { kind: 'assignment', from: 'li', to: 'wang@example.com', why: '休假：交接 → 请跟进\n谢谢' },
  ],
  ['remedy', 'waiting_approval credit 8000 fen', { kind: 'remedy', status: 'waiting_approval', amountFen: 8000 }],
  ['remedy', 'given apology_call', { kind: 'remedy', status: 'given', code: 'apology_call' }],
  ['remedy_failed', 'failed credit 600 fen not_found', { kind: 'remedy', status: 'failed', reason: 'not_found' }],
  ['communicate', 'chat conv_1|0000017.1', { kind: 'told', way: 'chat', reference: 'conv_1|0000017.1' }],
  ['contact', 'phone no_answer', { kind: 'contact', way: 'phone', outcome: 'no_answer' }],
  ['survey', 'unsatisfied: 等太久\n没人管', { kind: 'survey', score: 'unsatisfied', words: '等太久\n没人管' }],
  ['reopen', 'unsatisfied', { kind: 'survey', score: 'unsatisfied' }],
  ['recheck_failed', 'not solved', { kind: 'nothing' }],
  ['detach', 'not solved', { kind: 'notSolved' }],
  [
    'correct_type',
    'after_sales/long_queue → staff_attitude',
    { kind: 'type', from: { type: 'after_sales', subType: 'long_queue' }, to: { type: 'staff_attitude' } },
  ],
])('%s “%s” is codes', (event, note, read) => {
  expect(readHistoryNote(event, note)).toMatchObject(read);
});

test.each([
  ['assess', 'P20261123-01'],
  ['assess', 'low, simple, one → '],
  ['assess', 'low, simple, one → low, simple, one → low, simple, one'],
  ['reopen', '客户说钱没退'],
  ['recheck_failed', '还是没信号'],
  ['survey', 'unsatisfied:'],
  ['assign', 'agent1'],
  ['withdraw', 'not solved'],
])('%s “%s” is words', (event, note) => {
  expect(readHistoryNote(event, note)).toEqual({ kind: 'words', words: note });
});

test('nothing of hostile words is lost', () => {
  const events = ['assess', 'remedy', 'contact', 'communicate', 'correct_type', '__proto__', 'constructor', 'toString'];
  fc.assert(
    fc.property(fc.constantFrom(...events), fc.string(), (event, text) => {
      expect(readHistoryNote(event, `${text}!`)).toMatchObject({ kind: expect.any(String) });
      expect(readHistoryNote('answer', text)).toEqual({ kind: 'words', words: text });
    }),
  );
});
