/**
 * What kinds of characters a message has, found in one look. A pattern that needs a number and a 月 is not tried on a
 * message without them: most messages name no fact at all, and some forty patterns would be run over each.
 */
const groups = {
  digit: '0123456789',
  numeral: '零〇一幺二两俩三仨四五六七八九十百千万半壹贰叁肆伍陆柒捌玖拾佰仟洞拐勾',
  latin: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  yuan: '块元圆¥蚊刀币',
  jiao: '毛角',
  currency: '¥￥$',
  paid: '扣收多花充退欠付交存',
  month: '月',
  day: '号日',
  ago: '前昨琴寻今',
  week: '周期拜',
  feast: '旦节庆诞双天',
  span: '时头钟天期拜周月年日',
  volume: '兆吉',
  place: '厅点心市店区社园寓厦楼场超村城道街口路巷弄同镇乡县校学院站发',
  staff: '姓理傅管长',
  badge: '号牌',
  age: '岁了人',
  denial: '不唔',
} as const;

export type Sign = keyof typeof groups;

/** Bit of each group. */
export const sign = Object.fromEntries(Object.keys(groups).map((name, index) => [name, 1 << index])) as Readonly<
  Record<Sign, number>
>;
/** Either way of writing a number. */
export const anyNumber = sign.digit | sign.numeral;

const table = new Uint32Array(0x10000);
for (const [name, characters] of Object.entries(groups)) {
  for (const char of characters) {
    const code = char.charCodeAt(0);
    table[code] = (table[code] as number) | sign[name as Sign];
  }
}

/** @returns the bits of all groups a text has a character of */
export function signsOf(text: string): number {
  let seen = 0;
  for (let at = 0; at < text.length; at++) seen |= table[text.charCodeAt(at)] as number;
  return seen;
}

/** How many characters stand for a digit, written or spoken. */
export function countNumerals(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (((table[text.charCodeAt(at)] as number) & anyNumber) !== 0) count++;
  return count;
}
