import { dayOf, timeSpan } from '../src/complaints/when';
import { traditionalSigns } from '../src/knowledge/traditional';
import { type NoticeValue, noticeEventName } from '../src/notices/notice';
import { shanghaiMonth } from '../src/ports/calendar';
import { hasChinese } from '../src/ports/language';
import type { Wording } from '../src/ports/wording';
import { monthText } from '../src/wording/dates';
import { sayMoney } from '../src/wording/money';
import { volumeText } from '../src/wording/volume';
import { isAway } from './by-text';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';

type Facts = NoticeValue['facts'];
/** Reply key, what goes into it, and the next useful steps. */
interface Said {
  readonly key: string;
  readonly values: Readonly<Record<string, string | Wording>>;
  readonly choices?: readonly string[];
}

type Saying = (desk: DeskTurn, facts: Facts) => Said;

const nothing: Wording = { text: '', speak: '' };
const text = (facts: Facts, name: string): string => String(facts[name] ?? '');
const count = (facts: Facts, name: string): number => Number(facts[name] ?? 0);

/** How each rule of nlp-models/notices/rules.yaml is said. */
const sayings: ReadonlyMap<string, Saying> = new Map<string, Saying>([
  ['abnormal_bill', abnormalBill],
  ['plan_used', planUsed],
  ['service_ordered', serviceOrdered],
  ['repair_reminder', (desk, facts) => visit('notice.repair_reminder', desk, facts)],
  ['repair_changed', (desk, facts) => visit(`notice.repair_${text(facts, 'change')}`, desk, facts)],
  ['line_status', lineStatus],
]);

/** A call, a page that was left, or one whose number is not proved any more: the number's text messages are the place (S13). */
export const belongsElsewhere = (desk: DeskTurn): boolean =>
  !desk.capabilities.textMessages && (isAway(desk) || verifiedPhone(desk) === undefined);

export function passToNumber({ services, state, turn }: DeskTurn, value: NoticeValue): void {
  const to = state.identity?.phone;
  if (to === undefined || !services.sms.available(to)) return;
  const payload = { to, name: noticeEventName, value };
  turn.send({ key: `${turn.turnKey}:${value.id}`, kind: 'conversation', payload });
}

/**
 * Says what the customer is told before asking, as far as they still want to hear it: a refusal since it was sent on its way
 * counts (L12).
 */
export async function tellNotice(desk: DeskTurn, value: NoticeValue): Promise<void> {
  if (belongsElsewhere(desk)) return passToNumber(desk, value);
  const { services, state, turn } = desk;
  const say = sayings.get(value.rule);
  const phone = turn.ownNumber ?? state.identity?.phone;
  if (!say || phone === undefined || !(await services.consents.may(phone, 'service'))) return;
  await learnLanguage(desk, phone);
  const { key, values, choices = [] } = say(desk, value.facts);
  // Choices are numbers on a text message: none where nobody can send one.
  const canAnswer = !desk.capabilities.textMessages || services.settings.answersTexts === true;
  desk.sayKey(key, values, canAnswer ? choices : []);
}

/** The customer is on this page just now, under a number that was proved here: what they are told unasked is told here. */
export async function noteWhereabouts(desk: DeskTurn): Promise<void> {
  const { capabilities, heard, services, turn } = desk;
  const phone = verifiedPhone(desk);
  if (!heard || phone === undefined || capabilities.textMessages || capabilities.spoken) return;
  await services.whereabouts?.seen(phone, turn.conversationId);
}

/** A conversation begun by us: nobody has said yet how to be spoken to, but may have elsewhere. */
async function learnLanguage({ state, services, turn }: DeskTurn, phone: string): Promise<void> {
  if (state.mood.length > 0 || turn.channel !== 'sms') return;
  const [latest] = await services.complaints.ofPhone(phone, 0);
  if (latest) state.language = latest.language;
}

function abnormalBill(desk: DeskTurn, facts: Facts): Said {
  const { language } = desk.state;
  const name = named(desk, text(facts, 'item'), text(facts, 'itemEn'));
  const amount = sayMoney(count(facts, 'itemFen'), language);
  return {
    key: count(facts, 'open') === 1 ? 'notice.abnormal_bill_open' : 'notice.abnormal_bill',
    values: {
      month: monthText(text(facts, 'month'), language, desk.turn.now),
      total: sayMoney(count(facts, 'totalFen'), language),
      mean: sayMoney(count(facts, 'meanFen'), language),
      item: name === '' ? nothing : desk.wording('notice.item', { name, amount }),
    },
    choices: ['notice_why_higher'],
  };
}

function planUsed(desk: DeskTurn, facts: Facts): Said {
  const { language } = desk.state;
  const month = monthText(text(facts, 'month'), language, desk.turn.now);
  const hasCap = facts['capFen'] !== undefined;
  if (count(facts, 'leftMb') > 0)
    return {
      key: 'notice.plan_used',
      values: { month, percent: text(facts, 'percent'), left: volumeText(count(facts, 'leftMb')) },
      choices: ['notice_where_used'],
    };
  return hasCap
    ? {
        key: 'notice.plan_used_up_cap',
        values: { month, cap: sayMoney(count(facts, 'capFen'), language) },
        choices: ['notice_where_used'],
      }
    : { key: 'notice.plan_used_up', values: { month }, choices: ['notice_where_used', 'notice_set_cap'] };
}

/** A complaint that follows starts with this service. */
function serviceOrdered(desk: DeskTurn, facts: Facts): Said {
  const { language } = desk.state;
  const { now } = desk.turn;
  const [zh, en, fee] = [text(facts, 'name'), text(facts, 'nameEn'), count(facts, 'monthlyFen')];
  if (fee > 0) desk.state.disputable = { item: named(desk, zh, en), amountFen: fee, billMonth: shanghaiMonth(now) };
  return {
    key: fee > 0 ? 'notice.service_ordered' : 'notice.service_ordered_free',
    values: {
      name: named(desk, zh, en),
      when: dayOf(count(facts, 'orderedAt'), now, language),
      via: desk.wording(`notice.via_${text(facts, 'via')}`),
      ...(fee > 0 && { fee: sayMoney(fee, language) }),
    },
    choices: ['notice_not_ordered'],
  };
}

function visit(key: string, desk: DeskTurn, facts: Facts): Said {
  const written = text(facts, 'place');
  // An address keeps its words: whoever lives in a 小区 looks for that name.
  const given = desk.state.language === 'zh-Hant' ? traditionalSigns(written) : written;
  // Chinese letters would double an English text message; whose home it is knows where it is.
  const place = desk.state.language === 'en' && hasChinese(given) ? '' : given;
  return {
    key,
    values: {
      when: timeSpan(count(facts, 'from'), count(facts, 'until'), desk.turn.now, desk.state.language),
      place: place === '' ? nothing : desk.wording('notice.place', { place }),
    },
  };
}

function lineStatus(desk: DeskTurn, facts: Facts): Said {
  const status = text(facts, 'status');
  const key = `notice.line_${status}`;
  if (status === 'suspended_arrears')
    return {
      key,
      values: { arrears: sayMoney(count(facts, 'arrearsFen'), desk.state.language) },
      choices: ['notice_arrears'],
    };
  return { key, values: {}, choices: status === 'active' ? [] : ['notice_resume'] };
}

const named = ({ state, services }: DeskTurn, zh: string, en: string): string =>
  state.language === 'en' ? en : state.language === 'zh-Hant' ? services.toTraditional(zh) : zh;
