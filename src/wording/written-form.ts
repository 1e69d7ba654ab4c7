import type { Language } from '../ports/language';
import { applyRules, type SpeechRule } from './speech-rule';

/** What is there for the eye only, and one form for what has several: before anything is read. */
const folding: readonly SpeechRule[] = [
  [/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)],
  [/[①-⑳]/g, (circled) => `${circled.charCodeAt(0) - 0x245f}、`],
  [/￥/g, '¥'],
  [/％/g, '%'],
  [/＋/g, '+'],
  [/＝/g, '='],
  [/[－−‐‑]/g, '-'],
  [/[～〜∼]/g, '~'],
  [/＃/g, '#'],
  [/[＊✱]/g, '*'],
  [/／/g, '/'],
  [/[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\u00AD]|[\uFE00-\uFE0F]|\u20E3/g, ''],
  [/[\p{Extended_Pictographic}\p{EMod}\p{RI}\p{Cs}]/gu, ''],
  [/[\p{Cc}]/gu, (control) => (/\s/.test(control) ? control : '')],
  // What is to be said or answered stands out: 说“取消”就停下.
  [/(?<=[说說]|回[复覆])[“「]([^”」\n]{1,12})[”」](?=\p{L})/gu, (_, words = '') => `，${words}，`],
  [/[”」』] ?[“「『]/g, '，'],
  [/[“”„"«»「」『』《》〈〉`^]/g, ''],
];

const lists: readonly SpeechRule[] = [
  [/\r\n?/g, '\n'],
  [/(?<=^|\n)[ \t]{0,8}[·•●○◦■▪*–—-] /g, '；'],
  [/(?<=^|\n)[ \t]{0,8}[(（]?(\d{1,2})(?:[.、)）](?!\d))/g, (_, index) => `；${index}，`],
  [/\n； ?/g, '；'],
  [/[^\S\n]+/g, ' '],
  [/(?<=[\p{L}\d元%)）*#])[ \n]*\n/gu, '。'],
  [/\n/g, ' '],
];

const numbers: readonly SpeechRule[] = [[/(?<=[\d元块塊月日号號点點时時天年%BGMKbm]) ?[–—~]{1,2} ?(?=[\d¥])/g, '-']];

const brackets: readonly SpeechRule[] = [
  [/\[\p{Script=Han}{1,3}\]/gu, ''],
  [/(?<=[a-z])\(s\)/g, 's'],
  [/[（([【〔［{<＜]/g, '，'],
  [/[）)\]】〕］}>＞]/g, '，'],
  [/[→⇒➜|｜]|—{1,4}|-->?|…{1,4}|\.{3,12}/g, '，'],
];

const website = { 'zh-Hans': '官网', 'zh-Hant': '官網', en: 'our website' };
const mailbox = { 'zh-Hans': '电子邮箱', 'zh-Hant': '電子郵件信箱', en: 'our email address' };

const links = (language: Language): readonly SpeechRule[] => [
  [/https?:\/\/[^\s，。；、）)》」]{1,2000}/gi, website[language]],
  [/[\w.+-]{1,64}@[\w-]{1,60}\.[a-z.]{2,30}/gi, mailbox[language]],
  [
    /(?<![\w.@-])[a-z0-9][a-z0-9.-]{1,98}\.(?:com|cn|net|org|gov|edu|hk|tw|mo)(?:\/[\w./?=&%#-]{0,300})?(?![\w-])/gi,
    website[language],
  ],
  [/(?<=^|[\s（(，：])\/[a-z][\w/-]{1,80}/gi, website[language]],
];

/** The text without what only eyes use: links named, lists as sentences, brackets and dashes as pauses, no emoji. */
export function plainForm(text: string, language: Language): string {
  const folded = applyRules(text, [...folding, ...links(language), ...lists]);
  return applyRules(folded, [...numbers, ...brackets]);
}
