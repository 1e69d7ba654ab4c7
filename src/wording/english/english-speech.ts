import { applyRules } from '../speech-rule';
import { englishCounts, englishMeasures, englishMoney } from './amounts';
import { englishCalled, englishMasked } from './called';
import { englishMoments } from './moments';
import { englishRest, englishSums } from './signs';

/** @param plain what `plainForm` made of the text. The order is the meaning, as in Chinese. */
export const englishSpeech = (plain: string): string =>
  applyRules(plain, [
    ...englishMasked,
    ...englishMoments,
    ...englishSums,
    ...englishMoney,
    ...englishMeasures,
    ...englishCounts,
    ...englishCalled,
    ...englishRest,
  ]);
