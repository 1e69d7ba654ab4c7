import { englishNumberSource, numberSource, parseNumber } from './numbers';
import { anyNumber, sign, signsOf } from './signs';

const data = new RegExp(
  `(?<![\\d.a-z])(${numberSource})(?:多)?(?:个)?\\s?(gb|mb|kb|tb|g|m|k|兆|吉)(?![a-z\\d]|网|卡|套餐|手机|信号|基站|宽带|的?宽带|助手)`,
  'g',
);
const inMegabytes: Record<string, number> = {
  k: 1 / 1024,
  kb: 1 / 1024,
  m: 1,
  mb: 1,
  兆: 1,
  g: 1024,
  gb: 1024,
  吉: 1024,
  tb: 1024 * 1024,
};

/** Data volumes in megabytes (1 GB = 1024 MB), in order, each once. Network generations (4G, 5G) are none. */
export function dataOf(text: string, signs = signsOf(text)): number[] {
  if ((signs & anyNumber) === 0 || (signs & (sign.volume | sign.latin)) === 0) return [];
  const found: number[] = [];
  for (const match of text.matchAll(data)) {
    const value = parseNumber(match[1] ?? '');
    const unit = match[2] ?? '';
    if (value === undefined || value <= 0) continue;
    if (
      unit === 'g' &&
      /^[2-6]g$/.test(match[0]) &&
      !/(?:剩|用了?|还有|流量|送|买|订|走|跑|多|少|才|就|只有?)\s?$/.test(
        text.slice(Math.max(0, match.index - 4), match.index),
      ) &&
      !/^(?:的)?(?:流量|多|包|没|用|不够|才|日包)/.test(text.slice(match.index + match[0].length))
    )
      continue;
    const megabytes = Math.round(value * (inMegabytes[unit] ?? 0) * 100) / 100;
    if (megabytes > 0 && megabytes < 1e8) found.push(megabytes);
  }
  return [...new Set(found)];
}

const spans = new RegExp(
  `(?:(?:好几|好多|几|${numberSource})多?个?[多半]?(?:小时|钟头|分钟|天|日子|星期|礼拜|周|月|年)(?:多|半)?(?!\\d|[一二三四五六七八九十]号|份|租|[一二三四五六日天](?![\\u4e00-\\u9fff]))|半(?:天|个月|年|个小时|小时|个钟|个钟头))`,
  'g',
);
const englishSpans = new RegExp(
  `(?<![a-z\\d])(?:${englishNumberSource}|several|few|many|couple of)\\s(?:minutes?|hours?|days?|weeks?|months?|years?)(?![a-z])`,
  'g',
);

/** How long something took or takes, in the customer's words. Calendar months ("10月") are none. */
export function durationsOf(text: string, original: string, signs = signsOf(text)): string[] {
  if ((signs & (sign.span | sign.latin)) === 0) return [];
  const found: string[] = [];
  for (const match of (signs & sign.span) !== 0 ? text.matchAll(spans) : []) {
    if (
      /^[\d零一二三四五六七八九十]+(?:月|年)$/.test(match[0]) &&
      !/^[一二两三四五六七八九十]+年$|^\d{1,2}年$/.test(match[0])
    )
      continue;
    if (/^[一\d]?(?:天|月)$/.test(match[0]) || /^[每上这本]/.test(text.slice(match.index - 1, match.index))) continue;
    found.push(original.slice(match.index, match.index + match[0].length));
  }
  for (const match of (signs & sign.latin) !== 0 ? text.matchAll(englishSpans) : [])
    found.push(original.slice(match.index, match.index + match[0].length));
  return [...new Set(found)];
}
