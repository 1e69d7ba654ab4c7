import { createHmac } from 'node:crypto';
import type { AccountEvent } from '../../src/notices/notice';
import { accountOf, billOf, monthBefore, serviceOf, usageOf } from './account-of';
import type { Actor } from './agenda';
import { eventsSecret } from './channel-secret';
import { type Dice, dice } from './dice';
import type { NoticeKind, PlannedNotice } from './notice-plan';
import { clockTime, dayMs, hourMs, midnight, minuteMs } from './own-calendar';
import type { AccountFacts } from './protocol';
import { languageOf } from './stories';
import { type Talk, textTalk } from './talk';
import type { World } from './world';

/** Something a customer has to be told unasked, once, from a time on. */
export interface WantedNotice {
  readonly about: NoticeSubject;
  /** Not before, and soon after. */
  readonly from: number;
  readonly until: number;
}
export type NoticeSubject = 'bill' | 'data' | 'service' | 'line' | 'reminder' | 'moved' | 'cancelled';

/** A customer of whom the business system tells something. */
export interface NoticedCustomer {
  readonly phone: string;
  readonly conversation: string;
  readonly kind: NoticeKind;
  readonly wanted: WantedNotice[];
  posts: number;
}

/** Everything is done within a look of the job; where the business system was away it is tried again within half an hour. */
const soonMs = minuteMs;
const againMs = 31 * minuteMs;

type Happening = AccountEvent extends infer Event
  ? Event extends AccountEvent
    ? Omit<Event, 'id' | 'phone' | 'at'>
    : never
  : never;

/** One customer: what happens to the account, and what the customer says of being told. */
export class Noticed {
  private readonly chance: Dice;
  private readonly talk: Talk;
  private readonly customer: NoticedCustomer;
  private events = 0;
  private hasRefused = false;

  constructor(
    private readonly world: World,
    private readonly plan: PlannedNotice,
    phone: string,
  ) {
    this.chance = dice(world.options.seed, 8_000_000 + plan.index);
    this.talk = textTalk(world, phone, languageOf(plan.customer));
    const { conversation } = this.talk;
    // Whoever has not written yet is written to in the language of most.
    if (!plan.hasWritten && !this.says) world.locales.set(conversation, 'zh-Hans');
    this.customer = { phone, conversation, kind: plan.kind, wanted: [], posts: 0 };
    world.noticed.push(this.customer);
  }

  private get says(): boolean {
    const { wanting } = this.plan;
    return wanting === 'refused' || wanting === 'refused_and_back' || wanting === 'no_offers';
  }

  async *run(): Actor {
    const { plan, talk, world, chance } = this;
    const { stories } = talk;
    if (plan.hasWritten || this.says) {
      yield* talk.say(chance.pick(stories.questions));
      yield world.now + chance.between(5, 200) * minuteMs;
    }
    if (plan.wanting === 'no_offers') yield* talk.say(stories.refuseOffers);
    if (plan.wanting === 'refused' || plan.wanting === 'refused_and_back') yield* talk.say(stories.refuseAll);
    if (plan.wanting === 'refused_and_back') {
      yield world.now + chance.between(2, 40) * minuteMs;
      yield* talk.say(stories.giveBack);
    }
    if (this.says) yield world.now + chance.between(1, 90) * minuteMs;
    yield* this.happens();
    const last = this.customer.wanted.at(-1);
    if (plan.repliesAfterMs === undefined || !last) return;
    yield Math.max(world.now, last.until) + plan.repliesAfterMs;
    yield* talk.say(chance.pick(stories.questions));
  }

  /** What happens, by kind; `tell` says whether it is worth a word. */
  private async *happens(): Actor {
    const { plan, world, customer } = this;
    const { now } = world;
    const facts = accountOf(customer.phone, now);
    switch (plan.kind) {
      case 'abnormal_bill':
      case 'usual_bill': {
        const month = monthBefore(now, 1);
        const isAbnormal = plan.kind === 'abnormal_bill';
        const bills = facts.bills.map((bill) => (bill.month === month && isAbnormal ? billOf(month, 29_900) : bill));
        yield* this.tell({ ...facts, bills }, { kind: 'bill_ready', month }, isAbnormal ? 'bill' : undefined);
        return;
      }
      case 'data_half':
      case 'data_100':
      case 'data_80_then_100': {
        const used = { data_half: 5_200, data_100: 10_500, data_80_then_100: 8_400 }[plan.kind];
        const subject = plan.kind === 'data_half' ? undefined : 'data';
        yield* this.tell({ ...facts, dataUsage: usageOf(now, used) }, { kind: 'data_used' }, subject);
        if (plan.kind !== 'data_80_then_100') return;
        yield* this.later();
        // Of the same month, whichever it is by now.
        yield* this.tell({ ...facts, dataUsage: usageOf(now, 11_000) }, { kind: 'data_used' }, 'data');
        return;
      }
      case 'service':
      case 'service_cancelled': {
        const isCancelled = plan.kind === 'service_cancelled';
        const services = [serviceOf('sim-video', now, isCancelled)];
        const event = { kind: 'service_ordered', serviceId: 'sim-video' } as const;
        yield* this.tell({ ...facts, services }, event, isCancelled ? undefined : 'service');
        return;
      }
      case 'suspended':
      case 'suspended_no_more': {
        const isBack = plan.kind === 'suspended_no_more';
        const line = (status: 'active' | 'suspended_arrears'): AccountFacts =>
          facts.subscriber
            ? { ...facts, subscriber: { ...facts.subscriber, status, arrearsFen: status === 'active' ? 0 : 4_200 } }
            : facts;
        const suspended = { kind: 'line_status', status: 'suspended_arrears' } as const;
        yield* this.tell(line(isBack ? 'active' : 'suspended_arrears'), suspended, isBack ? undefined : 'line');
        if (isBack) return;
        yield* this.later();
        yield* this.tell(line('active'), { kind: 'line_status', status: 'active' }, 'line');
        return;
      }
      case 'visit':
      case 'visit_moved':
      case 'visit_cancelled':
        yield* this.visit(facts, plan.kind);
    }
  }

  /** An appointment three days ahead: its eve, and what becomes of it. */
  private async *visit(facts: AccountFacts, kind: 'visit' | 'visit_moved' | 'visit_cancelled'): Actor {
    const { world } = this;
    const day = midnight(world.now) + 3 * dayMs;
    const times = { from: day + 9 * hourMs, until: day + 11 * hourMs, place: '三号楼二单元' };
    yield* this.tell(facts, { kind: 'repair_appointment', ...times }, undefined);
    if (kind === 'visit') return this.remind(times.from);
    yield* this.later();
    if (kind === 'visit_cancelled') {
      yield* this.tell(facts, { kind: 'repair_appointment', ...times, cancelled: true }, 'cancelled');
      return;
    }
    const moved = { ...times, from: times.from + dayMs, until: times.until + dayMs };
    yield* this.tell(facts, { kind: 'repair_appointment', ...moved }, 'moved');
    this.remind(moved.from);
  }

  /** At six in the evening before. */
  private remind(from: number): void {
    const at = midnight(from - dayMs) + clockTime('18:00');
    if (this.isTold) this.want('reminder', at, at + soonMs);
  }

  /** Some time after the first thing that happened; refused in between, where that is planned. */
  private async *later(): Actor {
    const { world, plan, talk, chance } = this;
    const morning = world.options.standard.byDay(world.now);
    yield Math.max(world.now + 3 * hourMs, morning + 2 * hourMs) + plan.accountAwayMs;
    if (plan.wanting === 'refuses_then') {
      yield* talk.say(talk.stories.refuseAll);
      this.hasRefused = true;
      yield world.now + chance.between(1, 60) * minuteMs;
    }
  }
  private get isTold(): boolean {
    const { wanting, isGone } = this.plan;
    return !isGone && wanting !== 'refused' && !this.hasRefused;
  }

  private want(about: NoticeSubject, from: number, until: number): void {
    this.customer.wanted.push({ about, from, until });
  }

  /** The business system knows it and posts it. */
  private async *tell(facts: AccountFacts, happening: Happening, about: NoticeSubject | undefined): Actor {
    const { world, plan, customer, chance } = this;
    const { phone } = customer;
    const { gateways } = world;
    gateways.accounts.set(phone, plan.isGone ? { ...facts, subscriber: undefined } : facts);
    this.events += 1;
    const event = { id: `sim-${plan.index}-${this.events}`, phone, at: world.now, ...happening };
    const awayUntil = world.now + plan.accountAwayMs;
    if (plan.accountAwayMs > 0) gateways.away.set(phone, awayUntil);
    if (plan.index % 10 === 0) yield* this.forged(event);
    yield* this.post(event, '202 {"accepted":1,"duplicates":0}');
    const at = world.options.standard.byDay(world.now);
    const again = awayUntil + againMs;
    const by = at < awayUntil ? Math.max(again, world.options.standard.byDay(again)) : at;
    if (about !== undefined && this.isTold) this.want(about, at, by + soonMs);
    if (plan.isSentAgain) {
      yield world.now + chance.between(1, 20) * minuteMs;
      yield* this.post(event, '202 {"accepted":0,"duplicates":1}');
    }
  }

  private async *post(event: unknown, wanted: string): Actor {
    const body = JSON.stringify(event);
    const { world, customer } = this;
    for (let tries = 1; ; tries += 1) {
      // Signed anew each time: a signature lasts five minutes.
      const question = { do: 'accountEvents', body, signature: signed(body, world.now, eventsSecret) } as const;
      const answer = await world.ask(question);
      customer.posts += 1;
      const { result = '500' } = answer ?? {};
      const isTaken = result.startsWith('202');
      // Whoever asks again may find that it was taken before.
      if (isTaken ? tries === 1 && result !== wanted : !result.startsWith('5'))
        world.faults.push(`${body} was answered ${result}`);
      if (isTaken) return;
      yield world.now + 40_000;
    }
  }

  private async *forged(event: unknown): Actor {
    const body = JSON.stringify(event);
    const { result = '' } = yield* this.world.request({
      do: 'accountEvents',
      body,
      signature: signed(body, this.world.now, 'another key'),
    });
    if (!result.startsWith('403')) this.world.faults.push(`a forged event was answered ${result}`);
  }
}

function signed(body: string, at: number, key: string): string {
  const seconds = Math.floor(at / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}
