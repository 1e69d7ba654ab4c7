import { sign, signsOf } from './signs';

const value = '([\\u4e00-\\u9fff\\d.a-z¥$]{1,12}?)';
const chinese = new RegExp(
  `(?:不是|不对|唔系|错了?不是)${value}[\\s,，。、；;]{0,2}(?:是|应该是|而是|系|应该系|我说的是)${value}(?:才对|吧|啊|呀|的|了)?(?:[\\s,，。.!！?？]|$)`,
);
const reversed = new RegExp(
  `(?:^|[\\s,，。])(?:是|应该是)${value}[\\s,，。、]{0,2}(?:不是|而不是)${value}(?:[\\s,，。.!！]|$)`,
);
const rewritten = new RegExp(
  `(?:说错了|写错了|打错了|讲错了|更正一下|纠正一下|改一下)[\\s,，。]{0,3}(?:应该)?(?:是)?${value}不是${value}(?:[\\s,，。.!！]|$)`,
);
const english =
  /\b(?:not|it's not|it is not|isn't|wasn't)\s(?:the\s)?([\w$.]{1,15}(?:\s(?:yuan|dollars|days))?)[,.;]?\s(?:but|it's|it is|it was|rather|should be)\s(?:the\s)?([\w$.]{1,15}(?:\s(?:yuan|dollars|days))?)/;

/** "不是六块是八块": what the customer takes back and what holds instead, in the customer's words. */
export function correctionOf(
  text: string,
  original: string,
  signs = signsOf(text),
): { wrong: string; right: string } | undefined {
  if ((signs & (sign.denial | sign.latin)) === 0) return undefined;
  const denied = (signs & sign.denial) !== 0;
  const take = (match: RegExpExecArray | null, wrongGroup: number, rightGroup: number) => {
    if (!match) return undefined;
    const wrong = match[wrongGroup];
    const right = match[rightGroup];
    if (!wrong || !right || wrong === right) return undefined;
    return { wrong: inOriginal(text, original, wrong), right: inOriginal(text, original, right) };
  };
  return (
    take(denied ? rewritten.exec(text) : null, 2, 1) ??
    take(denied ? chinese.exec(text) : null, 1, 2) ??
    take(denied ? reversed.exec(text) : null, 2, 1) ??
    take(english.exec(text), 1, 2)
  );
}

function inOriginal(text: string, original: string, part: string): string {
  const at = text.indexOf(part);
  return at < 0 ? part : original.slice(at, at + part.length);
}
