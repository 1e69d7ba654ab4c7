import { oneAlphabet } from '../src/complaints/word-match';

/** A longer message says more than when and how much. */
const longest = 40;

/** A time or a sum. Simplified, lower case. */
const facts = new RegExp(
  [
    '[上这本]{0,2}个?(?:周|星期|礼拜)[一二三四五六日天末]|早上|早晨|上午|中午|下午|傍晚|晚上|凌晨|半夜|月[初中底]|[年月]底',
    '(?:大前|前|昨|今|当)[天日晚]|[上这本当]{1,2}个?(?:月|周|星期|礼拜)|[前去今]年',
    '(?:\\d{1,7}(?:\\.\\d{1,2})?|[一二两三四五六七八九十百千半几好零]{1,6})个?多?(?:年|月|日|号|天|周|星期|礼拜|小时|钟头|分钟|点|块|元|角|毛|分)',
    '每个?[天日月周年]',
    '\\b(?:yesterday|today|tonight|morning|afternoon|evening|night|day|week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\\b',
    '\\b(?:january|february|march|april|june|july|august|september|october|november|december)\\b',
    '[¥$]?\\b\\d{1,7}(?:\\.\\d{1,2})?(?:st|nd|rd|th)?\\b ?(?:yuan|rmb|kuai)?',
  ].join('|'),
  'g',
);
/** What stands around them and says nothing else. */
const around = new RegExp(
  [
    '就是|大概|大约|差不多|左右|开始|以来|以前|之前|已经|账单|话费|月份|[是的了起从自在都有每前份多钱点半吧啊呢嗯呀哦扣]',
    "\\b(?:this|last|past|previous|since|from|about|around|roughly|in|on|at|it|was|is|the|a|an|for|of|ago|every|each|other|and|one|two|three|four|five|six|seven|eight|nine|ten|several|few|bill|yuan|rmb|i think|started)\\b|it's",
  ].join('|'),
  'g',
);

/** Just a time, a month or a sum ("这个月", "since last month", "6块"): tells what happened, wants nothing. */
export function isOnlyFacts(words: string): boolean {
  if (words.length > longest) return false;
  const text = oneAlphabet(words).replace(/[’`]/g, "'");
  const rest = text.replace(facts, ' ');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest.replace(around, ' '));
}
