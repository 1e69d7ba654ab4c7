import type { ComplaintSlots } from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';
import { type Draft, thingsOf } from './complaint-draft';
import type { Cues } from './cues';

/** Marks of a beginning: "since Monday". Not 从来, 一起, 起来, 对不起. */
const sinceWords =
  /(?:从|從)(?!来|來|不|没|沒)|自从|自從|开始|開始|以来|以來|(?<![一对對不])起(?![来來诉訴码碼])|since|from/i;
/** A wait of hours is no age of a trouble. */
const shortSpan = /小时|小時|钟头|鐘頭|分钟|分鐘|半天|半个钟|hours?|minutes?/i;
/** The time of day that follows a day: 昨天|下午三点. */
const timeOfDay =
  /^的?(?:早上|早晨|上午|中午|下午|傍晚|晚上|夜里|凌晨|夜裡)?(?:大概|大约|大約|差不多)?(?:(?:\d{1,2}|[一二两兩三四五六七八九十]{1,3})[点點](?:半|多|左右|钟|鐘)?)?/;
/** The longest answer taken over word for word. */
const wholeAnswer = 30;

/** How a message is to be read: as part of the story, as the answer to a question, or as a change of the summary. */
export type Hearing =
  | { readonly as: 'story' }
  | { readonly as: 'answer'; readonly to: string }
  | { readonly as: 'change' };

/**
 * Puts everything a message already says into the draft, so that it is not asked. A correction or a change replaces,
 * anything else only fills what is empty.
 * @returns the slots that changed
 */
export function absorb(draft: Draft, heard: Understanding, hearing: Hearing, cues: Cues): string[] {
  const { slots } = heard;
  const correcting = hearing.as === 'change' || slots.correction !== undefined;
  const to = hearing.as === 'answer' && !correcting ? hearing.to : undefined;
  const changed: string[] = [];
  const set = <Name extends keyof ComplaintSlots>(name: Name, value: ComplaintSlots[Name] | undefined): void => {
    if (value === undefined || value === draft.slots[name] || (draft.slots[name] !== undefined && !correcting)) return;
    draft.slots[name] = value;
    changed.push(name);
  };
  const pick = <Item>(list: readonly Item[]): Item | undefined =>
    correcting && !rightFirst(heard) ? list.at(-1) : list[0];
  if (heard.mood.anger > draft.anger) draft.anger = heard.mood.anger;
  if (heard.mood.threat) draft.threat = heard.mood.threat;
  // When and how to be called is about the future: nothing in it tells what happened.
  if (to === 'contact') return changed;
  set('amountFen', pick(slots.amountsFen));
  const phone = pick(slots.phones);
  if (phone && phone !== draft.phone && (!draft.phone || correcting)) {
    draft.phone = phone;
    delete draft.anonymous;
    changed.push('phone');
  }
  if (to === 'outcome') return changed;
  set('billMonth', pick(slots.months));
  // "They said yesterday afternoon", "within three days": the time of the promise, not of what happened.
  const promised = to === 'promised' && !sinceWords.test(heard.text);
  const date = promised ? undefined : pick(slots.dates);
  set('date', date?.date);
  set('when', date && withTime(heard.text, date.words));
  set('place', pick(slots.places));
  set('staff', pick(slots.staff));
  const span = promised ? undefined : pick(slots.durations.filter((words) => !shortSpan.test(words)));
  set('since', span ?? (sinceWords.test(heard.text) ? date?.words : undefined));
  set('earlierNumber', pick(slots.complaintNumbers));
  if (hearing.as !== 'answer' || to === undefined || to === 'item' || to === 'service') {
    const item = pick(thingsOf(slots.items));
    set('item', item);
    set('service', item);
  }
  if (cues.has('sometimes', heard.text)) set('frequency', 'sometimes');
  else if (cues.has('always', heard.text)) set('frequency', 'always');
  return changed;
}

/** "是八块不是六块": what holds comes first. */
function rightFirst({ text, slots: { correction } }: Understanding): boolean {
  if (!correction) return false;
  const [right, wrong] = [text.indexOf(correction.right), text.indexOf(correction.wrong)];
  return right >= 0 && wrong >= 0 && right < wrong;
}

/** The day's words with the time of day after them. */
function withTime(text: string, words: string): string {
  const at = text.indexOf(words);
  if (at < 0) return words;
  return words + (timeOfDay.exec(text.slice(at + words.length, at + words.length + 24))?.[0] ?? '');
}

/**
 * Takes an answer for what was asked: as extraction found it, or the customer's own words.
 * @param changed what {@link absorb} found in the same message
 */
export function fillPending(
  draft: Draft,
  slot: keyof ComplaintSlots,
  answer: string,
  heard: Understanding,
  changed: readonly string[],
): void {
  const words = answer.trim().slice(0, 300);
  const { slots } = draft;
  if (words === '') return;
  switch (slot) {
    case 'amountFen':
    case 'frequency':
      // Taken where they can be read; other words are no sum and no frequency.
      return;
    case 'billMonth':
      // "好几个月了": no month of the calendar, but an answer.
      if (slots.billMonth === undefined) slots.since ??= words;
      return;
    case 'item':
    case 'service':
      slots[slot] ??= words;
      return;
    default: {
      // A short answer to just this question is kept as it was said: 光明小区3号楼, 昨天下午三点.
      const alone = changed.every((name) => name === slot || name === 'date' || name === 'when' || name === 'since');
      if (slots[slot] === undefined || (alone && words.length <= wholeAnswer && !heard.slots.correction))
        slots[slot] = words;
    }
  }
}
