import { applyRules, type SpeechRule } from '../speech-rule';
import { chineseMeasures, chineseMoney } from './amounts';
import { chineseCalled, chineseMasked } from './called';
import { chineseCounts, chineseRest } from './counts';
import { chineseMoments } from './moments';
import { chineseSigns, chineseSums } from './signs';

/** The order is the meaning: what a narrower rule has said, a wider one does not see any more. */
const rules: readonly SpeechRule[] = [
  ...chineseMasked,
  ...chineseMoments,
  ...chineseSums,
  ...chineseMoney,
  ...chineseMeasures,
  ...chineseCounts,
  ...chineseCalled,
  ...chineseRest,
  ...chineseSigns,
];

const traditional = new Map(
  [
    '点點',
    '负負',
    '号號',
    '网網',
    '两兩',
    '万萬',
    '亿億',
    '头頭',
    '开開',
    '币幣',
    '镑鎊',
    '欧歐',
    '摄攝',
    '时時',
    '钟鐘',
  ]
    .concat(['约約', '电電', '过過', '于於', '间間', '幺一', '兆M'])
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/** Taiwan and Hong Kong write other characters, say 一 where the mainland's telephone says 幺,
 * and M for a megabyte: 兆 is a million millions in Taiwan. */
const inTraditional = (piece: string): string => [...piece].map((char) => traditional.get(char) ?? char).join('');

/** @param plain what `plainForm` made of the text */
export const chineseSpeech = (plain: string, hant: boolean): string =>
  applyRules(plain, rules, hant ? inTraditional : undefined);
