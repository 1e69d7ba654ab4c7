import type { Language } from '../ports/language';
import { chineseSpeech } from './chinese/chinese-speech';
import { englishSpeech } from './english/english-speech';
import { tidyPauses } from './pauses';
import { plainForm } from './written-form';

/** Sensible text settles at once; where a sign taken out of noise lets a word appear, it is looked at again. */
const mostPasses = 6;

/**
 * What is said aloud for a written text: money, dates, times, volumes and counts in words, numbers to dial and codes
 * digit by digit in groups, what is masked by its last digits, lists as sentences, no links, signs or emoji. No digit is
 * left. Saying it again changes nothing, so a text that was in spoken form already passes unharmed. Never throws; linear
 * in the length of the text, hostile texts too (S8).
 */
export function speechOf(text: string, language: Language): string {
  let said = text;
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = onePass(said, language);
    if (next === said) break;
    said = next;
  }
  return said;
}

function onePass(text: string, language: Language): string {
  const plain = plainForm(text, language);
  return tidyPauses(language === 'en' ? englishSpeech(plain) : chineseSpeech(plain, language === 'zh-Hant'), language);
}
