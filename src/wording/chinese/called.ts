import { codeParts } from '../code-parts';
import { digitGroups } from '../digit-groups';
import type { SpeechRule } from '../speech-rule';

const names = [...'零幺二三四五六七八九'];

/** Digits that name and do not count, in groups: 幺 for 1, as on the telephone, so that it is not heard as 七. */
export function called(digits: string): string {
  if (digits.length === 1) return digits === '1' ? '一' : (names[Number(digits)] ?? '');
  return digitGroups(digits)
    .map((group) => [...group].map((digit) => names[Number(digit)]).join(''))
    .join('，');
}

const code = (token: string): string =>
  codeParts(token)
    ?.map((part) => (part === '1' ? '幺' : /\d/.test(part) ? called(part) : part))
    .join(' ') ?? token;

/** What is masked, a complaint number, what is dialled: before dates and ranges are looked for. */
export const chineseMasked: readonly SpeechRule[] = [
  [/(?:尾[号號][是为為]?)?\d{0,8}\*{3,20}(\d{2,4})([Xx]?)(?!\d)/g, (_, tail = '', x = '') => `尾号${called(tail)}${x}`],
  [/(?<![\d*])(\d{2,8})\*{3,20}/g, (_, head = '') => `${called(head)}开头`],
  [/(?<=\p{Script=Han})\*{1,2}(?![*#\d])/gu, '某'],
  [
    /(?<![A-Za-z\d])C(\d{4})(\d{4})-(\d{4})-(\d)(?!\d)/gi,
    (_, ...groups) => ['C', ...groups.slice(0, 4).map((group) => (group === '1' ? '幺' : called(group)))].join('，'),
  ],
  [
    /(?<![\d.A-Za-z])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d*])/g,
    (_, a = '', b = '', c = '') => [a, b, c].map(called).join('，'),
  ],
  [
    /(?<![\d.A-Za-z])([48]00)[- ]?(\d{3})[- ]?(\d{4})(?!\d)/g,
    (_, a = '', b = '', c = '') => [a, b, c].map(called).join('，'),
  ],
  [
    /(?<![\d.A-Za-z-])(?:\+(\d{1,3})|(0\d{1,3}))[- ](\d{3,8})(?:[- ](\d{2,8}))?(?![\d-])/g,
    (_, ...groups) =>
      groups
        .slice(0, 4)
        .filter((group) => group)
        .map(called)
        .join('，'),
  ],
  [/(?<=[*#])(\d{2,4})(?=[*#])/g, (_, digits = '') => called(digits)],
  // Always on is said so everywhere.
  [/7 ?[xX×*/] ?24(?!\d)/g, '七乘二十四'],
  [/24\/7(?!\d)/g, '全天'],
];

const before =
  '验证码|驗證碼|密码|密碼|尾号|尾號|编号|編號|单号|單號|代码|代碼|工号|工號|号码|號碼|参考号|拨打|撥打|致电|致電|拨|撥|打|发送|發送|傳送|发|回复|回覆|分机|分機|转|轉';
const afterwards = '(?![\\d.%A-Za-z个個天元块塊次条條则則位分年月日号號小时時])';

/** What is left of codes and numbers to dial once amounts and dates are said. */
export const chineseCalled: readonly SpeechRule[] = [
  [
    new RegExp(`(${before})([是为為：: ]{0,3})(\\d{2,4})${afterwards}`, 'g'),
    (_, word = '', is = '', digits = '') => `${word}${is}${called(digits)}`,
  ],
  // Emergency numbers are called, not counted: 110、119, but 120天.
  [/(?<![\d.])(?:110|119|120|122)(?=[、，。；报報]|$)/g, called],
  [/(?<!\d)\d{2,4}(?=开头|開頭|号段|號段)/g, called],
  [/(?<=[A-Za-z])-(?=\d)/g, ' '],
  [/(?<![A-Za-z\d])[A-Za-z\d]{4,40}(?![A-Za-z\d])/g, code],
  [/(?<![\d.A-Za-z])0\d{1,30}(?!\.?\d)/g, called],
  [/(?<![\d.])\d{5,60}(?!\.\d)/g, called],
];
