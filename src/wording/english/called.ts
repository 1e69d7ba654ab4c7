import { codeParts } from '../code-parts';
import { digitGroups } from '../digit-groups';
import { englishDigits } from '../english-number';
import type { SpeechRule } from '../speech-rule';

/** Digits that name and do not count, in groups. */
export const called = (digits: string): string => digitGroups(digits).map(englishDigits).join(', ');

const groupsOf = (_: string, ...groups: string[]): string =>
  groups
    .slice(0, 3)
    .filter((group) => group)
    .map(called)
    .join(', ');

const code = (token: string): string =>
  codeParts(token)
    ?.map((part) => (/\d/.test(part) ? called(part) : part))
    .join(' ') ?? token;

/** @param said what stands before it and need not be said again */
function masked(said = ''): string {
  if (said.startsWith('number')) return `${said.trim()} ending in`;
  return said === '' ? 'the number ending in' : 'ending in';
}

/** What is masked, a complaint number, what is dialled. */
export const englishMasked: readonly SpeechRule[] = [
  [
    /(\bending in |\bnumber ?[,:，]? ?)?\d{0,8}\*{3,20}(\d{2,4})([Xx]?)(?!\d)/g,
    (_, said: string | undefined, tail = '', x = '') => `${masked(said)} ${called(tail)}${x && ' X'}`,
  ],
  [/(?<![\d*])(\d{2,8})\*{3,20}/g, (_, head = '') => `beginning with ${called(head)}`],
  [
    /(?<![A-Za-z\d])C(\d{4})(\d{4})-(\d{4})-(\d)(?!\d)/gi,
    (_, ...groups) => ['C', ...groups.slice(0, 4).map(called)].join(', '),
  ],
  [/(?<![\d.A-Za-z])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d*])/g, groupsOf],
  [/(?<![\d.A-Za-z])([48]00)[- ]?(\d{3})[- ]?(\d{4})(?!\d)/g, groupsOf],
  [
    /(?<![\d.A-Za-z-])(\+\d{1,3}|0\d{1,3})[- ](\d{3,8})(?:[- ](\d{2,8}))?(?![\d-])/g,
    (found, a = '', b = '', c = '') => groupsOf(found, a.replace('+', ''), b, c),
  ],
  [/(?<=[*#])(\d{2,4})(?=[*#])/g, (_, digits = '') => called(digits)],
  [/24 ?[/xX×] ?7(?!\d)|7 ?[xX×/] ?24(?!\d)/g, 'around the clock'],
];

const before = 'code|password|PIN|number|reference|ending in|dial|call|text|reply|reply with|press|digits';

/** What is left of codes and numbers to dial once amounts and dates are said. */
export const englishCalled: readonly SpeechRule[] = [
  [
    new RegExp(`\\b((?:${before})(?: is)?:? )(\\d{2,4})(?![\\d.%]|[A-Za-z]| (?:[a-z]{2,12}s|more|per)\\b)`, 'gi'),
    (_, word = '', digits = '') => word + called(digits),
  ],
  // Emergency numbers are called, not counted: call 110 or 119, but 120 days.
  [/(?<=\b(?:to|on|call|dial|and|or) |(?:11\d|12\d), )(?:110|119|120|122)(?=[,.;]| and\b| or\b|$)/g, called],
  [/(?<=one zero,? (?:and|or) |one nine,? (?:and|or) )(?:110|119|120|122)\b/g, called],
  [/(?<=[A-Za-z])-(?=\d)/g, ' '],
  [
    /(?<![A-Za-z\d])[A-Za-z\d]{4,40}(?![A-Za-z\d])/g,
    (token) => (/^\d{1,2}(?:st|nd|rd|th)$/i.test(token) ? token : code(token)),
  ],
  [/(?<![\d.A-Za-z])0\d{1,30}(?!\.?\d)/g, called],
  [/(?<![\d.])\d{5,60}(?!\.\d)/g, called],
];
