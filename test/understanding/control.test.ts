import { controlReader } from '../../src/understanding/control';
import { loadLexicon } from '../../src/understanding/lexicon/lexicon';
import { normaliseInPlace } from '../../src/understanding/text/normalise';
import { loadScript } from '../../src/understanding/text/simplify';
import { dataDir } from './understander';

const script = loadScript();
const normal = (text: string): string => normaliseInPlace(text, script);
const read = controlReader(loadLexicon(dataDir).control, normal);

test.each([
  ['嗯', 'yes'],
  ['对', 'yes'],
  ['好的', 'yes'],
  ['没错', 'yes'],
  ['沒錯', 'yes'],
  ['是的呀', 'yes'],
  ['好的谢谢', 'yes'],
  ['对对对！', 'yes'],
  ['ＯＫ', 'yes'],
  ['Yes, please.', 'yes'],
  ['不用了', 'no'],
  ['不是的', 'no'],
  ['没有', 'no'],
  ['No thanks!', 'no'],
  ['算了', 'cancel'],
  ['算了吧。', 'cancel'],
  ['取消', 'cancel'],
  ['never mind', 'cancel'],
  ['返回', 'back'],
  ['上一步', 'back'],
  ['go back', 'back'],
  ['再说一遍', 'repeat'],
  ['再講一次', 'repeat'],
  ['帮助', 'help'],
  ['help', 'help'],
  ['跳过', 'skip'],
  ['不记得了', 'skip'],
  ["I don't know", 'skip'],
  ['I don’t remember', 'skip'],
  ['英文', 'language'],
  ['繁體中文', 'language'],
  ['English please', 'language'],
])('%s is %s', (text, control) => {
  expect(read(normal(text))).toBe(control);
});

test.each([
  ['1'],
  ['2'],
  ['取消彩铃'],
  ['好的我想问一下流量'],
  ['不是六块是八块'],
  ['我没有开过彩铃'],
  ['他说算了不给我办'],
  ['帮助我查一下账单'],
  ['no signal at home'],
  ['yes but the bill is wrong'],
  ['不知道为什么扣了我六块'],
  ['对面小区都有网'],
  [''],
  ['。。。'],
  ['好'.repeat(60)],
])('%s is no control word', (text) => {
  expect(read(normal(text))).toBeUndefined();
});
