import { ChatRecord, lineNumber, lineText } from '../../../bench/desk/chat-record';

const words = '我家的宽带这几天晚上总是掉线';

/** A conversation of two lines each way, as both ends should see it. */
function right(): ChatRecord {
  const chat = new ChatRecord('c');
  let id = 0;
  for (const from of ['agent', 'customer', 'agent', 'customer'] as const) {
    const text = lineText(chat.says(from, 100), words);
    for (const end of ['agent', 'customer'] as const) chat.hears(end, `m${id}`, from !== end, text, 107);
    id += 1;
  }
  return chat;
}
const log = ['m0', 'm1', 'm2', 'm3'];

test('lines carry their number', () => {
  expect(lineNumber(lineText(12, words))).toBe(12);
  expect(lineNumber('第一句')).toBeUndefined();
  expect(lineNumber(words)).toBeUndefined();
});

test('who hears a line learns how long it took; the own lines coming back tell nothing', () => {
  const chat = new ChatRecord('c');
  const text = lineText(chat.says('customer', 100), words);
  expect(chat.hears('agent', 'm', true, text, 142)).toBe(42);
  expect(chat.hears('customer', 'm', false, text, 142)).toBeUndefined();
  expect(chat.hears('agent', 'b', false, '您好', 143)).toBeUndefined();
});

test('everything once and in order is no fault, and what is said after the hand-over is not the agent’s', () => {
  expect(right().faults(log)).toEqual([]);
  const chat = right();
  chat.hears('customer', 'm4', false, '满意', 200);
  expect(chat.faults([...log, 'm4'])).toEqual([]);
});

test.each<[string, (chat: ChatRecord) => void, readonly string[]]>([
  ['a line that never came', (chat) => chat.says('customer', 1), ['agent should hear 1 to 3']],
  [
    'a line that came twice',
    (chat) => chat.hears('customer', 'm0', true, lineText(1, words), 1),
    ['customer should hear 1 to 2', "customer's screen"],
  ],
  [
    'a line that overtook another',
    (chat) => {
      const [third, fourth] = [chat.says('agent', 1), chat.says('agent', 1)];
      for (const number of [fourth, third]) chat.hears('customer', `x${number}`, true, lineText(number, words), 2);
    },
    ['customer should hear 1 to 4', "customer's screen"],
  ],
  [
    'something on a screen that is not in the log',
    (chat) => chat.hears('agent', 'x', false, '', 1),
    ["agent's screen"],
  ],
])('%s is a fault', (_, wrong, told) => {
  const chat = right();
  wrong(chat);
  const faults = chat.faults(log);
  expect(faults).toHaveLength(told.length);
  for (const [index, part] of told.entries()) expect(faults[index]).toContain(part);
});
