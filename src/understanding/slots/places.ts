import { sign, signsOf } from './signs';

const endings =
  '(?:营业厅|营业点|服务厅|服务中心|门市|门店|旗舰店|专卖店|直营店|小区|社区|花园|家园|公寓|大厦|大楼|广场|商场|超市|新村|新城|大道|大街|路口|路|街|巷|弄|胡同|村|镇|乡|县|校区|大学|学校|医院|车站|地铁站|火车站|机场|工业园|产业园|科技园|开发区)';
const place = new RegExp(`[\\u4e00-\\u9fffa-z\\d]{1,14}?${endings}(?:\\d{1,5}号)?`, 'g');
const placeEnd = new RegExp(`${endings}(?:\\d{1,5}号)?$`);
/** What comes before the name: verbs, pronouns, prepositions, time words. Cut off up to the last of them. */
const before =
  /^.*(?:我们|你们|他们|我家|咱们|这个|那个|那家|这家|哪个|在|去了|去|到|于|从|住|的|是|跑到|跑了|说|给|把|找|叫|问|让|被|往|向|了|过|来|昨天|今天|前天|明天|上午|下午|早上|中午|晚上|一个|家|有|没|和|跟|与|或|及|又|就|才|都|也|还|离|附近|号)/s;
const english =
  /(?:at|in|from|near|on)\s(?:the\s)?([A-Z][\w'.-]{1,20}(?:\s[A-Z][\w'.-]{1,20}){0,3}\s(?:[Ss]tore|[Ss]hop|[Hh]all|[Rr]oad|[Ss]treet|[Aa]venue|[Dd]istrict|[Cc]ommunity|[Bb]ranch|[Cc]enter|[Cc]entre|[Mm]all|[Bb]usiness [Hh]all|[Oo]utlet))/g;
/** No names: any shop, any road, or figures of speech. */
const general =
  /^(?:一|两|几|各|每|哪|那|这|别|本|另|贵|网|网上|掌上|手机|电子|短信|什么|移动|联通|电信|中国移动|中国联通|中国电信|走|马|公|铁|网|线|电|思|出|退|套|一条|半|在|无|死|同|上|道|回|后|逛|过|农|全|小|整|该|实体)?$/;

/** Shops, estates and streets named, in the customer's words. */
export function placesOf(text: string, original: string, signs = signsOf(text)): string[] {
  if ((signs & (sign.place | sign.latin)) === 0) return [];
  const found: string[] = [];
  for (const match of (signs & sign.place) !== 0 ? text.matchAll(place) : []) {
    const offset = before.exec(match[0].slice(0, -1))?.[0].length ?? 0;
    const trimmed = match[0].slice(offset);
    const ending = placeEnd.exec(trimmed);
    if (!ending) continue;
    const name = trimmed.slice(0, ending.index);
    if (general.test(name)) continue;
    found.push(original.slice(match.index + offset, match.index + match[0].length));
  }
  for (const match of (signs & sign.latin) !== 0 ? original.matchAll(english) : []) if (match[1]) found.push(match[1]);
  return [...new Set(found)];
}
