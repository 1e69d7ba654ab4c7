import { sign, signsOf } from './signs';

const endings =
  '(?:营业厅|营业点|服务厅|服务中心|门市|门店|旗舰店|专卖店|直营店|小区|社区|花园|家园|公寓|大厦|大楼|广场|商场|超市|新村|新城|大道|大街|路口|路|街|巷|弄|胡同|村|镇|乡|县|校区|大学|学校|医院|车站|地铁站|火车站|机场|工业园|产业园|科技园|开发区)';
const place = new RegExp(`[\\u4e00-\\u9fffa-z\\d]{1,14}?${endings}(?:\\d{1,5}号)?`, 'g');
const placeEnd = new RegExp(`${endings}(?:\\d{1,5}号)?$`);
/** What comes before the name and is none of it, unless a name goes on so (和平小区, 锦绣家园, 成都路). */
const leading = [
  // The longer before the shorter: 周一起 before 周一.
  '(?:天|晚|早|午|夜|点|月|(?:周|星期|礼拜)[一二三四五六日天])[起后]',
  // Who, and which.
  '我们|你们|他们|咱们|我家|这个|那个|那家|这家|哪个|一个|家(?!园|乐福)',
  // Prepositions and particles.
  '在|去|到|于|从|的|是|给|把|被|往|向(?![阳荣])|和(?![平谐睦顺])|跟|与|或|及|离|附近|靠近|旁边|对面|隔壁|这边|那边|这里|那里|这儿|那儿',
  // What was done.
  '住|跑|说|找|叫|问|让|了|过|来(?!福)|有|没|路过|发现|反映|投诉|关于|因为|由于',
  // What it is about.
  '手机|网络|宽带|信号|断网|掉线|停电|故障',
  // How long, and how often.
  '又|就|才|(?<![成新])都|也|还|开始|一直|老是|总是|经常|常常|突然|忽然|最近|近来|以来|至今|[前以之]后|后来|[之以]前',
  // When.
  '刚才|刚刚|(?<!金)刚(?![果毅])|现在|目前|平时|当时|今年|去年|昨天|今天|前天|明天|昨晚|今晚|前晚|昨夜|今早|这些天|前段时间|这段时间',
  '凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|白天|月初|月底|号',
  '(?:上|这|本|下)个?(?:星期|礼拜|周|月)|(?:周|星期|礼拜)[一二三四五六日天末]',
  '[\\d一二两三四五六七八九十几半]{1,3}个?(?:半|多)?(?:点钟|点半|点多|点|分钟|分|小时|钟头|天前|天|周|星期|月)',
].join('|');
/** Cut off up to the last of them; something is left. */
const before = new RegExp(`^.*(?:${leading})(?=.)`, 's');
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
    const offset = before.exec(match[0])?.[0].length ?? 0;
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
