import { groupBy } from './group-by';
import type { NoticedCustomer, NoticeSubject } from './notices';
import { minuteMs } from './own-calendar';
import type { OwnStandard } from './own-standard';
import type { RawActivity, RawStore } from './raw-store';
import type { Absence } from './timer-check';

export interface NoticesLog {
  readonly noticed: readonly NoticedCustomer[];
  readonly gateways: {
    readonly delivered: readonly { readonly to: string; readonly text: string; readonly at: number }[];
  };
  readonly absences: readonly Absence[];
}

export interface NoticesFindings {
  readonly customers: number;
  readonly posts: number;
  readonly told: number;
  readonly bySubject: Readonly<Partial<Record<NoticeSubject, number>>>;
  /** Customers who had to be told nothing, and were not. */
  readonly untold: number;
  readonly faults: readonly string[];
}

/** How each is known by its words. */
const words: Readonly<Record<NoticeSubject, RegExp>> = {
  bill: /比近几个月|比近幾個月|recent average/,
  data: /流量用|數據用量|of your .* data|data is used up/,
  service: /开通了视频|開通了影音|was ordered/,
  line: /停机|停話|suspended|恢复使用|恢復使用|back in service/,
  reminder: /^提醒您|^A reminder/,
  moved: /上门维修改到|到府維修改到|visit is now/,
  cancelled: /维修.*取消了|維修.*取消了|is cancelled/,
};

/** What was said unasked in a number's conversation is what had to be, and reached the handset. */
export function checkNotices(
  raw: RawStore,
  { noticed, gateways, absences }: NoticesLog,
  standard: OwnStandard,
  until: number,
): NoticesFindings {
  const logs = groupBy(raw.log(), ({ conversation }) => conversation);
  const texts = groupBy(gateways.delivered, ({ to }) => to);
  const bySubject: Partial<Record<NoticeSubject, number>> = {};
  const faults: string[] = [];
  let told = 0;
  let untold = 0;
  let posts = 0;
  for (const { phone, conversation, kind, wanted, posts: own } of noticed) {
    posts += own;
    const fault = (what: string): void => void faults.push(`${phone}, ${kind}: ${what}`);
    const unasked = saidUnasked(logs.get(conversation) ?? []);
    const left = [...unasked];
    for (const { about, from, until: by } of wanted) {
      const away = absences.find((absence) => by > absence.from && from < absence.until);
      const latest = away ? Math.max(by, standard.byDay(away.until) + 2 * minuteMs) : by;
      const index = left.findIndex(({ text, at }) => words[about].test(text) && at >= from && at <= latest);
      if (index >= 0) {
        left.splice(index, 1);
        told += 1;
        bySubject[about] = (bySubject[about] ?? 0) + 1;
      } else if (latest < until) fault(`was not told of ${about} between ${time(from)} and ${time(latest)}`);
    }
    for (const { text, at } of left) fault(`was told at ${time(at)} and should not be: ${text}`);
    for (const { text, at } of unasked) {
      if (standard.byDay(at) !== at) fault(`was told at night, ${time(at)}`);
      const got = (texts.get(phone) ?? []).filter((one) => one.text.includes(text.split('\n')[0] ?? text)).length;
      if (got !== unasked.filter((one) => one.text === text).length)
        fault(`“${text}” reached the handset ${got} times`);
    }
    if (wanted.length === 0 && unasked.length === 0) untold += 1;
  }
  return { customers: noticed.length, posts, told, bySubject, untold, faults };
}

/** Not in answer to a message of the customer. */
function saidUnasked(log: readonly RawActivity[]): readonly { readonly at: number; readonly text: string }[] {
  const asked = new Set(
    log.filter(({ direction, activity }) => direction === 'in' && activity.type === 'message').map(({ id }) => id),
  );
  return log.flatMap(({ direction, activity, id, at }) =>
    direction === 'out' && activity.type === 'message' && !asked.has(id.replace(/\.\d+$/, ''))
      ? [{ at, text: activity.text ?? '' }]
      : [],
  );
}

const time = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
