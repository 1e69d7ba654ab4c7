import { loadLexicon } from '../../src/understanding/lexicon/lexicon';
import { moodReader } from '../../src/understanding/mood';
import { normaliseInPlace } from '../../src/understanding/text/normalise';
import { loadScript } from '../../src/understanding/text/simplify';
import { dataDir } from './understander';

const script = loadScript();
const normal = (text: string): string => normaliseInPlace(text, script);
const read = moodReader(loadLexicon(dataDir).mood, normal);
const mood = (text: string) => read(normal(text));

test.each([
  ['流量还剩多少', 0],
  ['我不太满意', 1],
  ['我一点都不生气', 0],
  ['我没有生气', 0],
  ["I'm not angry", 0],
  ['太差劲了', 1],
  ['垃圾公司，气死我了', 2],
  ['操你妈的骗子', 3],
  ['this is a fucking scam', 3],
  ['terrible service', 2],
  ['太過分了，垃圾', 2],
  ['我拿着我妈的身份证', 0],
  ['垃圾短信怎么屏蔽', 0],
  ['这是一个什么东西', 0],
  ['说好两天，现在六天了，竟然没人理我', 1],
  ['别tm再给我打电话了', 3],
  ['你们好意思说是百兆？难道不用给个说法？明明才五兆！究竟还有没有人管？', 2],
])('%s: anger %i', (text, anger) => {
  expect(mood(text).anger).toBe(anger);
});

test.each([
  ['再不解决我就打12300', 'regulator'],
  ['我要去工信部申诉', 'regulator'],
  ['我要找媒體曝光你們', 'press'],
  ['我发微博曝光了', 'press'],
  ['法院见，我找律师了', 'legal'],
  ['我要携号转网走人', 'leave'],
  ['I will report you to the regulator', 'regulator'],
  ['I am switching to another carrier', 'leave'],
])('%s threatens with %s', (text, threat) => {
  expect(mood(text)).toMatchObject({ threat });
  expect(mood(text).anger).toBeGreaterThan(0);
});

test('the gravest threat is the one reported', () => {
  expect(mood('我要走人，还要曝光，还要告到工信部').threat).toBe('regulator');
});

test.each([
  ['赶紧处理', 1],
  ['急用，立刻给我恢复', 2],
  ['家里有病人等着，十万火急', 3],
  ['请问什么时候方便', 0],
  ['please fix it right now, urgent', 2],
])('%s: urgency %i', (text, urgency) => {
  expect(mood(text).urgency).toBe(urgency);
});
