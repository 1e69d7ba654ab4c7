import type { Actor } from './agenda';
import { CaseActs, causesOf } from './case-acts';
import type { CasePlan, Reaction } from './case-plan';
import { dayMs, hourMs, midnight, minuteMs, partOfDay, timeOfDay } from './own-calendar';
import { ownClock } from './own-clock';
import { again } from './own-life';
import type { AgentAct } from './protocol';
import type { Reply, Talk } from './talk';

/** A decision, and how its customer takes it. */
export class CaseReactions extends CaseActs {
  /** Before the time is over, or too late where it is to be so; never left to be an omission nobody planted. */
  protected answersAt(): number {
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

  protected async *answer(): AsyncGenerator<number, number, void> {
    const { dice } = this.matter;
    const cause = dice.pick(causesOf(this.type));
    yield* this.act({ act: 'answer', text: dice.pick(this.stories.decisions), cause });
    this.feedsBack(this.world.now);
    return this.world.now;
  }

  /** The department hears of every decision; of one it knows already nothing is written. */
  protected feedsBack(answeredAt: number): void {
    const { plan } = this.matter;
    if (!plan.omitted.includes('fedBack')) this.world.go(this.feedBack(), answeredAt + plan.feedBackHours * hourMs);
  }

  private async *feedBack(): Actor {
    yield* this.act({ act: 'feedBack', note: 'told at the weekly meeting of the department' });
  }

  /** How the customer takes it. @returns whether it is over */
  protected async *react(reaction: Reaction, answeredAt: number): AsyncGenerator<number, boolean, void> {
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
        yield* this.act({ act: 'recheck', solved: isSolved, words: this.stories.byTelephone });
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
    yield this.world.now + dice.between(20, 2_000) * minuteMs;
    if (this.isAmbiguous) {
      yield* this.act({ act: 'contact', way: 'phone', outcome: 'reached' });
      yield* this.act({ act: 'recheck', solved: true, words: this.stories.byTelephone });
      yield this.world.now + 25 * hourMs;
      return true;
    }
    const talk = this.customer();
    const reply = yield* talk.say(this.stories.solved);
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
    if (score === 'none' || !this.stories.marks.score.test(text)) return true;
    yield this.world.now + dice.between(10, 90) * 1_000;
    const reply = yield* talk.say(this.stories.scores[score]);
    if (this.stories.marks.question.test(reply.text)) {
      yield this.world.now + dice.between(10, 90) * 1_000;
      const words = { satisfied: 0, neutral: 1, unsatisfied: 2 }[score];
      yield* talk.say(
        plan.surveyWords || score === 'unsatisfied' ? (this.stories.surveyWords[words] ?? '') : this.stories.skip,
      );
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
    const { standard } = this.world.options;
    yield this.world.now + dice.between(20, 2_000) * minuteMs;
    if (this.isAmbiguous) {
      yield* this.act({ act: 'recheck', solved: false, words: this.stories.byTelephone });
      again(this.life, this.world.now, standard);
      return false;
    }
    const talk = this.customer();
    const reply = yield* talk.say(this.stories.unsolved);
    again(this.life, this.world.now, standard);
    if (this.stories.marks.question.test(reply.text)) {
      yield this.world.now + dice.between(10, 90) * 1_000;
      yield* talk.say(dice.pick(this.stories.unsolvedWords));
    }
    yield* this.expect(['assessed'], 'said that it is not solved', { act: 'recheck', solved: false, words: 'said so' });
    return false;
  }

  protected async *investigateAgain(): Actor {
    const { dice } = this.matter;
    yield this.world.now + dice.between(5, 90) * minuteMs;
    yield* this.act({ act: 'investigate' });
  }

  /** No word: called twice at different times of day, and closed by the desk; or forgotten. */
  protected async *tried(answeredAt: number): Actor {
    const { plan, phone, dice } = this.matter;
    const isLeft = plan.omitted.includes('rechecked');
    if (isLeft && plan.triesLeft === 'none') return;
    const outcome = dice.pick(['no_answer', 'busy'] as const);
    const attempt: AgentAct =
      phone === undefined
        ? { act: 'contact', way: 'chat', outcome: 'no_reply' }
        : { act: 'contact', way: 'phone', outcome };
    yield this.firstCall(answeredAt, !isLeft && dice.chance(0.4));
    yield* this.act(attempt);
    if (isLeft && plan.triesLeft === 'one') return;
    yield this.secondCall(answeredAt, isLeft);
    yield* this.act(attempt);
    yield this.world.now + 25 * hourMs;
  }

  /** On the first day for calls after the reminders: some when they are told to, most in the evening of it. */
  private firstCall(answeredAt: number, isInTime = false): number {
    const { dice } = this.matter;
    const { standard } = this.world.options;
    const slot = standard.callBack(standard.byDay(answeredAt + 48 * hourMs));
    const evening = midnight(slot.from) + (18 * 60 + dice.between(5, 80)) * minuteMs;
    return isInTime ? slot.from + dice.between(1, 20) * minuteMs : evening;
  }

  /** When the next call counts; where a holiday lies between, some call before the week is over all the same. */
  private secondCall(answeredAt: number, isSameTime: boolean): number {
    const { dice } = this.matter;
    const { now, options } = this.world;
    const nextDay = midnight(now) + dayMs;
    if (isSameTime)
      return midnight(options.standard.callBack(nextDay).from) + (18 * 60 + dice.between(5, 80)) * minuteMs;
    const at = options.standard.callBack(nextDay, partOfDay(now)).from + dice.between(1, 20) * minuteMs;
    const latest = answeredAt + 7 * dayMs - 15 * minuteMs;
    const isEarlierGood = latest > now + hourMs && partOfDay(latest) !== partOfDay(now);
    return at > latest && isEarlierGood && (at < latest + dayMs || dice.chance(0.5)) ? latest : at;
  }
}
