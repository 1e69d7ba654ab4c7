import { numberSource, parseNumber } from './numbers';
import { anyNumber, sign, signsOf } from './signs';

const staffNumber =
  /(?:工号|工号是|工牌号?|编号|胸牌|胸牌号|员工号|staff (?:no\.?|number|id)|agent (?:no\.?|number|id)|employee (?:no\.?|number|id))[\s:：是为#]{0,4}([a-z]{0,3}\d{2,10})/g;
const numbered =
  /(?<![\d.月])(\d{1,8})号?(?:的)?(?:工作人员|客服|话务员|营业员|业务员|接线员|柜台|窗口|员工|师傅|坐席|代表)/g;
const reversed =
  /(?:客服|话务员|营业员|接线员|柜台|窗口|坐席)(?:人员|代表)?[\s:：]?(\d{1,8})(?:号)?(?!\d|元|块|点|月|天|次|个|分|秒|\.)/g;
const chineseNumbered = /([一二三四五六七八九十]{1,3})号(?:工作人员|客服|话务员|营业员|柜台|窗口)/g;
const described =
  /(?:姓[\u4e00-\u9fff]的?(?:经理|师傅|主管|店长|营业员|客服|小姐|先生|女士|男的|女的)|[\u4e00-\u9fff](?:经理|师傅|主管|店长)(?![\u4e00-\u9fff]?(?:的)?人))/g;
const notName =
  /^(?:的|总|大|找|叫|个|是|让|名|位|和|跟|你|我|他|她|它|们|店|装|修|机|老|女|男|客|服|户|目|项|产|区|片|值|班|有|没|问|说|给|于|个|那|这|副|员|前|台|护|维|过|到|来|了|派|换|请|接|同|与|但|等|打|要|被|由)/;

/** Staff numbers and descriptions in the customer's words. */
export function staffOf(text: string, original: string, signs = signsOf(text)): string[] {
  if ((signs & (sign.digit | sign.badge | sign.staff)) === 0) return [];
  const digits = (signs & sign.digit) !== 0;
  const found: { at: number; words: string }[] = [];
  const put = (at: number, words: string): void => {
    if (!found.some((other) => other.words === words)) found.push({ at, words });
  };
  for (const match of digits ? text.matchAll(staffNumber) : []) {
    const end = match.index + match[0].length;
    put(match.index, original.slice(end - (match[1]?.length ?? 0), end));
  }
  for (const match of digits ? text.matchAll(numbered) : []) put(match.index, match[1] ?? '');
  for (const match of digits ? text.matchAll(reversed) : []) put(match.index, match[1] ?? '');
  for (const match of (signs & sign.badge) !== 0 ? text.matchAll(chineseNumbered) : [])
    put(match.index, String(parseNumber(match[1] ?? '') ?? ''));
  for (const match of (signs & sign.staff) !== 0 ? text.matchAll(described) : []) {
    const words = match[0];
    if (!words.startsWith('姓') && notName.test(words)) continue;
    put(match.index, original.slice(match.index, match.index + words.length));
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ words }) => words)
    .filter(Boolean);
}

const age = new RegExp(
  `(?:今年|我都|我已经|我|已经|都|快|年纪)[都已经]{0,3}(${numberSource})(?:多)?岁?(?:了|的人|岁)`,
  'g',
);
const agePlain = new RegExp(`(${numberSource})(?:多)?(?:岁|周岁)`, 'g');
const ageEnglish =
  /(?:i am|i'm|im|aged?)\s(\d{2,3})(?:\s?years?\sold|\sy\/?o)?(?![\d\s]*(?:yuan|dollars|days|gb|mb|%))/g;

/** Ages told, in years; only those a customer or a relative can have. */
export function agesOf(text: string, signs = signsOf(text)): number[] {
  if ((signs & anyNumber) === 0 || (signs & (sign.age | sign.latin)) === 0) return [];
  const found = new Set<number>();
  for (const pattern of (signs & sign.age) === 0 ? [ageEnglish] : [age, agePlain, ageEnglish]) {
    for (const match of text.matchAll(pattern)) {
      if (pattern === age && !/岁|今年|年纪|都|已经|了$/.test(match[0])) continue;
      const value = parseNumber(match[1] ?? '');
      const sure = pattern !== age || /岁|今年|年纪|的人/.test(match[0]) || (value ?? 0) >= 50;
      if (value !== undefined && sure && Number.isInteger(value) && value >= 10 && value <= 110) found.add(value);
    }
  }
  return [...found];
}
