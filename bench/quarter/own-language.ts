import type { Language } from './stories';

/** Characters that are written otherwise in the two scripts, Traditional before Simplified. What both have is left out. */
const pairs =
  '們们這这個个時时說说請请話话費费動动處处問问還还給给對对沒没讓让電电號号訊讯網网頻频帳账單单辦办為为會会來来過过' +
  '開开關关點点間间題题實实現现結结訴诉聯联絡络員员務务應应該该麼么嗎吗滿满謝谢轉转資资訂订錢钱寬宽帶带門门進进' +
  '記记錄录認认確确補补優优級级較较遲迟從从與与誰谁聽听語语專专業业預预計计簡简數数據据餘余儲储繳缴恆恒樣样種种' +
  '維维護护報报師师斷断線线壞坏質质態态櫃柜檯台傳传選选項项類类稱称詢询證证覆复幫帮緊紧馬马夠够經经驗验錯错誤误';
/** Simplified forms that are Traditional letters of their own, too. */
const shared = new Set('余台复');

const letters = [...pairs];
const traditional = new Set(letters.filter((_, index) => index % 2 === 0));
const simplified = new Set(letters.filter((letter, index) => index % 2 === 1 && !shared.has(letter)));
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const has = (text: string, set: ReadonlySet<string>): boolean => [...text].some((letter) => set.has(letter));

/** The language of what a customer wrote; `undefined`: too little to tell. */
export function languageByCharacters(text: string): Language | undefined {
  if (!isHan(text)) return (text.match(/[A-Za-z]{2,}/g) ?? []).length >= 3 ? 'en' : undefined;
  if (has(text, traditional)) return 'zh-Hant';
  return has(text, simplified) ? 'zh-Hans' : undefined;
}

/** Whether somebody who reads that language would take it for theirs. */
export function isWrittenIn(text: string, language: Language): boolean {
  if (language === 'en') return !isHan(text);
  return isHan(text) && !has(text, language === 'zh-Hant' ? simplified : traditional);
}
