import type { Actor } from './agenda';
import { CaseActs, causesOf } from './case-acts';
import type { CasePlan, Reaction } from './case-plan';
import { dayMs, hourMs, midnight, minuteMs, timeOfDay } from './own-calendar';
import { ownClock } from './own-clock';
import { again } from './own-life';
import type { AgentAct } from './protocol';
import type { Reply, Talk } from './talk';

/** People who work on complaints and a customer who waits, from the record to the end. */
export class Case extends CaseActs {
  async *run(): Actor {
    const { plan, dice, mergedInto } = this.matter;
    if (plan.withdrawn === 'before_assessed') return yield* this.withdraw(dice.between(10, 50) * minuteMs);
    if (plan.omitted.includes('handled') && plan.forgottenAt === 'untouched') return;
    yield this.startsAt();
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
    yield* this.act({ act: 'investigate' });
    if (plan.omitted.includes('handled') && plan.forgottenAt === 'investigating') return;
    if (plan.escalated) yield* this.act({ act: 'escalate', why: 'looked at by the manager' }, false, 'supervisor1');
    if (plan.pause) yield* this.pause(plan.pause);
    if (plan.withdrawn === 'before_answered') return yield* this.withdraw(dice.between(10, 120) * minuteMs);
    if (plan.remedy) yield* this.remedy(plan.remedy);
    for (const [round, reaction] of plan.reactions.entries()) {
      if (round > 0) yield* this.investigateAgain();
      yield this.answersAt();
      const answeredAt = yield* this.answer();
      if (round === 0 && !plan.omitted.includes('fedBack'))
        this.world.go(this.feedBack(), answeredAt + plan.feedBackHours * hourMs);
      if (plan.withdrawn === 'told') return yield* this.withdraw(dice.between(1, 20) * hourMs);
      if (!(yield* this.react(reaction, answeredAt))) continue;
      break;
    }
    if (plan.omitted.includes('handled')) return;
    if (plan.reopenedDays !== undefined) yield* this.reopenLater(plan.reopenedDays);
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

  /** Before the time is over, or too late where it is to be so; never left to be an omission nobody planted. */
  private answersAt(): number {
    const { dice, plan } = this.matter;
    const { now, until, options } = this.world;
    const due = ownClock(this.life, 'resolve', options.standard).dueAt;
    const lateAt = due + dice.between(30, 1_800) * minuteMs;
    if (plan.late && plan.omitted.length === 0 && lateAt < until - hourMs) return Math.max(lateAt, now + minuteMs);
    const at = now + (Math.max(0, due - now) * dice.between(10, 85)) / 100;
    const morning = midnight(timeOfDay(at) < 12 ? at : at + dayMs) + (8 * 60 + dice.between(5, 50)) * minuteMs;
    const isNight = timeOfDay(at) < 8 || timeOfDay(at) >= 21;
    return Math.floor(Math.max(now + minuteMs, isNight && morning < due - 10 * minuteMs ? morning : at));
  }

  private async *answer(): AsyncGenerator<number, number, void> {
    const { dice } = this.matter;
    const { stories } = this.world.options;
    const cause = dice.pick(causesOf(this.type));
    yield* this.act({ act: 'answer', text: dice.pick(stories.decisions), cause });
    return this.world.now;
  }

  private async *feedBack(): Actor {
    yield* this.act({ act: 'feedBack', note: 'told at the weekly meeting of the department' });
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
    const { stories, standard } = this.world.options;
    const from = this.world.now;
    yield* this.act({ act: 'askCustomer', reason, question: dice.pick(stories.questionsOfHandlers) });
    const longest = from + (standard.file.pause_reasons[reason]?.max_days ?? 0) * dayMs;
    const answersAt = from + dice.between(30, 40 * 60) * minuteMs;
    if (answered) {
      yield answersAt;
      const words = dice.pick(stories.answersToHandlers);
      if (this.isAmbiguous) yield* this.act({ act: 'customerAnswered', words });
      else yield* this.customer().say(words);
      yield* this.expect(['investigating'], 'answered the question of the handler', {
        act: 'customerAnswered',
        words: 'told by telephone',
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

  /** How the customer takes it. @returns whether it is over */
  private async *react(reaction: Reaction, answeredAt: number): AsyncGenerator<number, boolean, void> {
    const { phone, dice } = this.matter;
    const isReachable = phone !== undefined;
    switch (reaction) {
      case 'solved':
        return yield* this.saysSolved();
      case 'unsolved':
        return yield* this.saysUnsolved();
      case 'silent':
        yield* this.tried(answeredAt);
        return true;
      case 'reached_solved':
      case 'reached_unsolved': {
        const isSolved = reaction === 'reached_solved';
        if (!isReachable) return yield* isSolved ? this.saysSolved() : this.saysUnsolved();
        yield this.firstCall(answeredAt);
        yield* this.act({ act: 'contact', way: 'phone', outcome: 'reached' });
        yield* this.act({ act: 'recheck', solved: isSolved, words: 'said so on the telephone' });
        if (!isSolved) {
          again(this.life, this.world.now, this.world.options.standard);
          return false;
        }
        if (dice.chance(0.3)) yield* this.act({ act: 'close' });
        else yield this.world.now + 25 * hourMs;
        return true;
      }
    }
  }

  private async *saysSolved(): AsyncGenerator<number, boolean, void> {
    const { dice, plan } = this.matter;
    const { stories } = this.world.options;
    yield this.world.now + dice.between(20, 2_000) * minuteMs;
    if (this.isAmbiguous) {
      yield* this.act({ act: 'contact', way: 'phone', outcome: 'reached' });
      yield* this.act({ act: 'recheck', solved: true, words: 'said so on the telephone' });
      yield this.world.now + 25 * hourMs;
      return true;
    }
    const talk = this.customer();
    const reply = yield* talk.say(stories.solved);
    yield* this.expect(['closed', 'rechecked'], 'said that it is solved', {
      act: 'recheck',
      solved: true,
      words: 'said so',
    });
    return yield* this.survey(talk, reply, plan.survey);
  }

  /** @returns whether it stays closed */
  private async *survey(talk: Talk, { text }: Reply, score: CasePlan['survey']): AsyncGenerator<number, boolean, void> {
    const { dice, plan } = this.matter;
    const { stories } = this.world.options;
    if (score === 'none' || !text.includes('满意')) return true;
    yield this.world.now + dice.between(10, 90) * 1_000;
    const reply = yield* talk.say(stories.scores[score]);
    if (reply.text.includes('？')) {
      yield this.world.now + dice.between(10, 90) * 1_000;
      const words = { satisfied: 0, neutral: 1, unsatisfied: 2 }[score];
      yield* talk.say(plan.surveyWords || score === 'unsatisfied' ? (stories.surveyWords[words] ?? '') : '跳过');
    }
    if (score !== 'unsatisfied') return true;
    again(this.life, this.world.now, this.world.options.standard);
    yield* this.investigateAgain();
    yield this.answersAt();
    const answeredAt = yield* this.answer();
    yield* this.tried(answeredAt);
    return true;
  }

  private async *saysUnsolved(): AsyncGenerator<number, boolean, void> {
    const { dice } = this.matter;
    const { stories, standard } = this.world.options;
    yield this.world.now + dice.between(20, 2_000) * minuteMs;
    if (this.isAmbiguous) {
      yield* this.act({ act: 'recheck', solved: false, words: 'said so on the telephone' });
      again(this.life, this.world.now, standard);
      return false;
    }
    const talk = this.customer();
    const reply = yield* talk.say(stories.unsolved);
    again(this.life, this.world.now, standard);
    if (reply.text.includes('？')) {
      yield this.world.now + dice.between(10, 90) * 1_000;
      yield* talk.say(dice.pick(stories.unsolvedWords));
    }
    yield* this.expect(['assessed'], 'said that it is not solved', { act: 'recheck', solved: false, words: 'said so' });
    return false;
  }

  private async *investigateAgain(): Actor {
    const { dice } = this.matter;
    yield this.world.now + dice.between(5, 90) * minuteMs;
    yield* this.act({ act: 'investigate' });
  }

  /** No word: called twice at different times of day, and closed by the desk; or forgotten. */
  private async *tried(answeredAt: number): Actor {
    const { plan, phone, dice } = this.matter;
    const isLeft = plan.omitted.includes('rechecked');
    if (isLeft && plan.triesLeft === 'none') return;
    const outcome = dice.pick(['no_answer', 'busy'] as const);
    const attempt: AgentAct =
      phone === undefined
        ? { act: 'contact', way: 'chat', outcome: 'no_reply' }
        : { act: 'contact', way: 'phone', outcome };
    yield this.firstCall(answeredAt);
    yield* this.act(attempt);
    if (isLeft && plan.triesLeft === 'one') return;
    yield this.secondCall(answeredAt, isLeft);
    yield* this.act(attempt);
    yield this.world.now + 25 * hourMs;
  }

  /** In the evening of the first day for calls after the reminders. */
  private firstCall(answeredAt: number): number {
    const { standard } = this.world.options;
    const slot = standard.callBack(standard.byDay(answeredAt + 48 * hourMs));
    return midnight(slot.from) + (18 * 60 + this.matter.dice.between(5, 80)) * minuteMs;
  }

  /** In the afternoon of the next one; where a holiday lies between, some call before the week is over all the same. */
  private secondCall(answeredAt: number, isSameTime: boolean): number {
    const { dice } = this.matter;
    const slot = this.world.options.standard.callBack(midnight(this.world.now) + dayMs);
    if (isSameTime) return midnight(slot.from) + (18 * 60 + dice.between(5, 80)) * minuteMs;
    const at = slot.from + dice.between(1, 20) * minuteMs;
    const latest = answeredAt + 7 * dayMs - 15 * minuteMs;
    const hour = timeOfDay(latest);
    const isEarlierGood = latest > this.world.now + hourMs && hour < 18;
    return at > latest && isEarlierGood && (at < latest + dayMs || dice.chance(0.5)) ? latest : at;
  }

  private async *withdraw(afterMs: number): Actor {
    yield this.world.now + afterMs;
    const { number } = this.matter.filed;
    const { stories } = this.world.options;
    yield* this.insist(this.customer(), stories.withdraw.replace('{number}', number), '是');
    yield* this.expect(['withdrawn'], 'took it back', undefined);
  }

  private async *reopenLater(days: number): Actor {
    yield this.world.now + days * dayMs + this.matter.dice.between(0, 600) * minuteMs;
    if ((yield* this.status()) !== 'closed') return;
    const { number } = this.matter.filed;
    const { stories, standard } = this.world.options;
    yield* this.insist(this.customer(), stories.reopen.replace('{number}', number), stories.reopenWhy);
    again(this.life, this.world.now, standard);
    yield* this.expect(['assessed'], 'opened it again', undefined);
    yield* this.investigateAgain();
    yield this.answersAt();
    const answeredAt = yield* this.answer();
    yield* this.tried(answeredAt);
  }
}
