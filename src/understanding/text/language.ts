import type { Language } from '../../ports/language';
import { countHan } from './characters';
import type { Script } from './simplify';

/**
 * The language one message is written in. Too little to tell ("ok", "6", "5G") keeps the one spoken so far.
 * @param previous language of the conversation; Simplified Chinese when there is none yet
 */
export function detectLanguage(text: string, script: Script, previous?: Language): Language {
  const han = countHan(text);
  const words = text.match(/[A-Za-z][A-Za-z'’]+/g) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (han === 0 && letters === 0) return previous ?? 'zh-Hans';
  // 转rengong is Chinese with a slip of the keyboard: among Chinese characters English needs whole phrases.
  if (han === 0 || (letters > han * 3 && letters > han + 2 && words.length >= 4)) {
    const substantial = words.length >= 3 || (words.length === 2 && letters >= 8) || letters >= 12;
    return substantial || previous === undefined ? 'en' : previous;
  }
  if (script.traditional(text) > 0) {
    // One odd character in a long Simplified text is a slip of the input method.
    if (han < 12 || script.traditional(text) * 12 >= han) return 'zh-Hant';
  }
  // Words both scripts share ("好", "可以") do not switch a Traditional reader back.
  return previous === 'zh-Hant' && han <= 6 && !hasSimplifiedOnly(text) ? 'zh-Hant' : 'zh-Hans';
}

const simplifiedOnly = /[这们费订铃话说为么过对开时问业务电网络账单钱还谢请员给让办额宽带号语转实现题间报处]/u;
function hasSimplifiedOnly(text: string): boolean {
  return simplifiedOnly.test(text);
}
