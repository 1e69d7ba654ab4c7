import { isHan, isLower } from './characters';

/** A part of a message and where it stands in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words that open another thought. Only ever split before them. */
const openers =
  /(?:而且|并且|还有就是|还有|另外|此外|再说|再者|同时|但是|可是|不过|然后|最后|结果|顺便|对了|第[一二三]|其次|至于|加上| and | but | also | besides | moreover | plus | then )/g;
/** 态度差还乱扣钱: two grievances in one breath, without a mark between them. Only before what somebody does to the customer. */
const inOneBreath =
  /(?<=\p{Script=Han}{5})[还又](?=乱|多收|多扣|偷|骂|吼|凶|怼|吵|扣|收了|收我|顶嘴|推|嫌|威胁|挂|态度|让我|要我|逼|把我|给我|不给|不理|不退|不修|没人|欠|坑|骗)/gu;
const stops = /[。！？!?；;\n…]+|[，,、：:]+|\s{2,}|\. /g;
const minHan = 3;
const minLatin = 9;

/**
 * Splits a message into thoughts: at sentence marks, before joining words, and where one grievance follows another
 * in one breath. Too short parts stay with the part
 * before them, so that every part can be judged on its own.
 * @param text normalised in place (positions are those of the original)
 */
export function splitClauses(text: string, maxClauses = 24): Span[] {
  const cuts = new Set<number>();
  for (const match of text.matchAll(stops)) cuts.add(match.index + match[0].length);
  for (const match of text.matchAll(openers)) cuts.add(match.index);
  for (const match of text.matchAll(inOneBreath)) cuts.add(match.index);
  const spans: Span[] = [];
  let start = 0;
  for (const cut of [...[...cuts].sort((a, b) => a - b), text.length]) {
    if (cut <= start) continue;
    const longEnough = weight(text, start, cut) >= 1;
    if (!longEnough && cut < text.length) continue;
    const last = spans.at(-1);
    if (!longEnough && last) spans[spans.length - 1] = { start: last.start, end: cut };
    else spans.push({ start, end: cut });
    start = cut;
  }
  if (spans.length > maxClauses) {
    const tail = spans[spans.length - 1];
    spans.length = maxClauses;
    const last = spans[maxClauses - 1];
    if (last && tail) spans[maxClauses - 1] = { start: last.start, end: tail.end };
  }
  return spans;
}

/** 1 and more: enough words for a thought. */
function weight(text: string, start: number, end: number): number {
  let han = 0;
  let letters = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isHan(code)) han++;
    else if (isLower(code)) letters++;
  }
  return han / minHan + letters / minLatin;
}
