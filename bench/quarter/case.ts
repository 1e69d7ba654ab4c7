import type { Actor } from './agenda';
import type { CasePlan } from './case-plan';
import { CaseReactions } from './case-reactions';
import { dayMs, hourMs, midnight, minuteMs, timeOfDay } from './own-calendar';
import { again } from './own-life';

const isWorkedOn: ReadonlySet<string> = new Set(['received', 'acknowledged', 'assessed', 'investigating']);

/** People who work on complaints and a customer who waits, from the record to the end. */
export class Case extends CaseReactions {
  async *run(): Actor {
    const { plan, dice, mergedInto, filed } = this.matter;
    this.world.cases.set(filed.number, this);
    if (yield* this.isPart()) return yield* this.asPart();
    if (plan.withdrawn === 'before_assessed') return yield* this.withdraw(dice.between(10, 50) * minuteMs);
    if (plan.omitted.includes('handled') && plan.forgottenAt === 'untouched') return;
    yield this.startsAt();
    if (yield* this.isPart()) return yield* this.asPart();
    if (mergedInto) {
      const into = mergedInto();
      if (into !== undefined && (yield* this.act({ act: 'merge', into, why: 'the same matter told twice' }, true)))
        return;
    }
    if (plan.correctedTo !== undefined) yield* this.correct(plan.correctedTo);
    yield* this.act({ act: 'assess', severity: plan.severity });
    this.life.assessed = { severity: plan.severity, at: this.world.now };
    if (plan.omitted.includes('handled') && plan.forgottenAt === 'assessed') return;
    yield this.world.now + dice.between(5, 60) * minuteMs;
    if (yield* this.isPart()) return yield* this.asPart();
    yield* this.act({ act: 'investigate' });
    if (plan.omitted.includes('handled') && plan.forgottenAt === 'investigating') return;
    if (plan.escalated) yield* this.act({ act: 'escalate', why: 'looked at by the manager' }, false, 'supervisor1');
    if (plan.pause) yield* this.pause(plan.pause);
    if (plan.withdrawn === 'before_answered') return yield* this.withdraw(dice.between(10, 120) * minuteMs);
    if (plan.remedy) yield* this.remedy(plan.remedy);
    yield* this.rounds();
  }

  /** Decided, told, and taken well or not; as often as it needs. @param told it is decided and told already */
  private async *rounds(told?: number): Actor {
    const { plan } = this.matter;
    for (const [round, reaction] of plan.reactions.entries()) {
      let answeredAt = round === 0 ? told : undefined;
      if (answeredAt === undefined) {
        if (round > 0) yield* this.investigateAgain();
        yield this.answersAt();
        if (round === 0 && (yield* this.isPart())) return yield* this.asPart();
        this.mayBeAttached = false;
        answeredAt = yield* this.answer();
      }
      if (round === 0 && told !== undefined) this.feedsBack(told);
      if (plan.withdrawn === 'told') return yield* this.withdraw(this.matter.dice.between(1, 20) * hourMs);
      if (!(yield* this.react(reaction, answeredAt))) continue;
      break;
    }
    if (plan.omitted.includes('handled')) return;
    if (plan.reopenedDays !== undefined) yield* this.reopenLater(plan.reopenedDays);
  }

  /** Part of a known problem: nobody works on it alone; its repair is its answer. */
  private async *asPart(): Actor {
    const { world, life } = this;
    this.mayBeAttached = false;
    let status: string | undefined;
    do {
      yield world.now + 20 * minuteMs;
      // What the supervisor has not repaired is not asked for.
      if (![...world.troubles.values()].some(({ id, repair }) => id === this.partOf && repair)) continue;
      status = yield* this.status();
    } while (status === undefined || isWorkedOn.has(status));
    if (status === 'withdrawn' || status === 'merged') return;
    life.assessed ??= { severity: 'medium', at: world.now };
    yield* this.rounds(world.now);
  }

  /** Somebody looks at it: soon by day, in the morning what came at night. */
  private startsAt(): number {
    const { dice, plan } = this.matter;
    const { now } = this.world;
    const hour = timeOfDay(now);
    const wait = plan.slowStart ? dice.between(180, 360) : dice.between(5, 90);
    if (hour >= 8 && hour < 21) return now + wait * minuteMs;
    return midnight(hour < 8 ? now : now + dayMs) + 8 * hourMs + dice.between(0, 60) * minuteMs;
  }

  private async *correct(type: string): Actor {
    yield* this.act({ act: 'correctType', type });
    const { standard } = this.world.options;
    const { promise, createdAt } = this.life;
    const anew = standard.promise(type, undefined, undefined, createdAt);
    this.life.type = type;
    this.life.subType = undefined;
    this.life.promise = { ...promise, resolveBy: Math.min(promise.resolveBy, anew.resolveBy) };
    this.type = type;
  }

  private async *pause({ reason, answered }: NonNullable<CasePlan['pause']>): Actor {
    const { dice } = this.matter;
    const { standard } = this.world.options;
    const from = this.world.now;
    yield* this.act({ act: 'askCustomer', reason, question: dice.pick(this.stories.questionsOfHandlers) });
    const longest = from + (standard.file.pause_reasons[reason]?.max_days ?? 0) * dayMs;
    const answersAt = from + dice.between(30, 40 * 60) * minuteMs;
    if (answered) {
      yield answersAt;
      const words = dice.pick(this.stories.answersToHandlers);
      if (this.isAmbiguous) yield* this.act({ act: 'customerAnswered', words });
      else yield* this.customer().say(words);
      yield* this.expect(['investigating'], 'answered the question of the handler', {
        act: 'customerAnswered',
        words: this.stories.byTelephone,
      });
    } else {
      yield longest + 5 * minuteMs;
      // The product was away just then, and ends the wait when it is back.
      while ((yield* this.status()) === 'waiting_for_customer') yield this.world.now + 10 * minuteMs;
    }
    this.life.pauses.push({ from, until: this.world.now, reason });
    yield this.world.now + dice.between(1, 10) * minuteMs;
  }

  private async *remedy({ code, amountFen, decidedAfterHours, approved }: NonNullable<CasePlan['remedy']>): Actor {
    const { phone, filed, plan } = this.matter;
    const known = this.world.options.standard.file.remedies[code];
    if (phone === undefined && known?.paid === true) return;
    const id = `remedy of ${filed.number}`;
    yield* this.act({ act: 'giveRemedy', id, code, ...(amountFen !== undefined && { amountFen }) });
    const limit = known?.severity_limit_fen?.[plan.severity] ?? known?.limit_fen;
    if (amountFen === undefined || limit === undefined || amountFen <= limit) return;
    this.world.go(this.decide(id, approved), this.world.now + decidedAfterHours * hourMs);
  }

  private async *decide(id: string, approve: boolean): Actor {
    // Withdrawn meanwhile: nothing is decided any more.
    if ((yield* this.status()) === 'withdrawn') return;
    yield* this.act({ act: 'decideRemedy', id, approve }, false, 'supervisor1');
  }

  private async *withdraw(afterMs: number): Actor {
    yield this.world.now + afterMs;
    const { number } = this.matter.filed;
    yield* this.insist(this.customer(), this.stories.withdraw.replace('{number}', number), this.stories.yes);
    yield* this.expect(['withdrawn'], 'took it back', undefined);
  }

  private async *reopenLater(days: number): Actor {
    yield this.world.now + days * dayMs + this.matter.dice.between(0, 600) * minuteMs;
    if ((yield* this.status()) !== 'closed') return;
    const { number } = this.matter.filed;
    const { standard } = this.world.options;
    yield* this.insist(this.customer(), this.stories.reopen.replace('{number}', number), this.stories.reopenWhy);
    again(this.life, this.world.now, standard);
    yield* this.expect(['assessed'], 'opened it again', undefined);
    yield* this.investigateAgain();
    yield this.answersAt();
    const answeredAt = yield* this.answer();
    yield* this.tried(answeredAt);
  }
}
