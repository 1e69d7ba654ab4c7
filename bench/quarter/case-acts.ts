import type { Actor } from './agenda';
import type { CasePlan } from './case-plan';
import type { Dice } from './dice';
import { newLife, type OwnLife } from './own-life';
import type { AgentAct, Filed } from './protocol';
import type { Stories } from './stories';
import { type Talk, textTalk } from './talk';
import type { World } from './world';

/** One recorded complaint, whose it is, and what becomes of it. */
export interface Matter {
  readonly filed: Filed;
  /** `undefined`: anonymous. */
  readonly phone: string | undefined;
  /** Where it was told. */
  readonly talk: Talk;
  readonly plan: CasePlan;
  readonly dice: Dice;
  /** The first complaint about the same, into which this one goes. */
  readonly mergedInto?: () => string | undefined;
}

const causes: Readonly<Record<string, readonly string[]>> = {
  staff_attitude: ['manner', 'passed_around', 'wrong_information', 'staff_not_at_fault'],
  pricing_billing: [
    'ordered_without_consent',
    'still_charged_after_cancel',
    'charged_twice',
    'payment_delayed',
    'terms_not_explained',
  ],
  product_quality: ['coverage_gap', 'congestion', 'site_outage', 'line_damage', 'home_device'],
  after_sales: ['appointment_missed', 'repair_not_lasting', 'call_back_missed', 'queue_too_long'],
};

/** What is found out about a complaint of a type. */
export const causesOf = (type: string): readonly string[] => causes[type] ?? ['other_cause'];

/** Somebody's complaint, and what can be done about it from outside. */
export class CaseActs {
  protected readonly life: OwnLife;
  protected type: string;
  private readonly agent: string;

  constructor(
    protected readonly world: World,
    protected readonly matter: Matter,
  ) {
    const { filed, dice } = matter;
    this.type = filed.type;
    this.life = newLife(filed.type, filed.subType, undefined, filed.at, world.options.standard);
    const agents = world.options.staff.filter(({ role }) => role === 'agent');
    this.agent = dice.pick(agents).name;
    world.brings(this.teller);
    const { plan, mergedInto } = matter;
    const { correctedTo, pause, remedy, withdrawn, escalated, omitted } = plan;
    this.mayBeAttached =
      omitted.length === 0 && !(mergedInto ?? correctedTo ?? pause ?? remedy ?? withdrawn) && !escalated;
  }

  /** Says it, and what is asked back. */
  protected async *insist(talk: Talk, first: string, then: string): Actor {
    const { marks } = talk.stories;
    let reply = yield* talk.say(first);
    for (let tries = 0; tries < 4 && (marks.question.test(reply.text) || marks.digits.test(reply.text)); tries += 1) {
      yield this.world.now + 20_000;
      const isProof = marks.digits.test(reply.text);
      reply = yield* talk.say(isProof ? (this.matter.phone?.slice(-4) ?? '') : then);
      if (!isProof) return;
    }
  }

  /** What the customer says and is told. */
  protected get stories(): Stories {
    return this.matter.talk.stories;
  }
  /** Has more than one matter with us: a bare word would not say which, so it is said on the telephone. */
  protected get isAmbiguous(): boolean {
    return this.world.mattersOf(this.teller) > 1;
  }
  private get teller(): string {
    const { phone, talk } = this.matter;
    return phone ?? talk.conversation;
  }

  /** Where the customer is found: on the page that may still be open, or at the handset. */
  protected customer(): Talk {
    const { talk, phone, dice } = this.matter;
    if (phone === undefined || talk.channel === 'sms') return talk;
    return talk.channel === 'voice' || dice.chance(0.6) ? textTalk(this.world, phone, talk.language) : talk;
  }

  /** The known problem it is part of, since somebody looked. */
  protected partOf: string | undefined;
  /** Nothing but plain work is to become of it, and that is not done. */
  mayBeAttached: boolean;

  /** Whether it is part of a known problem by now; looked at only where one may be open. */
  protected async *isPart(): AsyncGenerator<number, boolean, void> {
    if (this.world.isTroubled(this.type)) yield* this.status();
    return this.partOf !== undefined;
  }

  protected async *status(): AsyncGenerator<number, string | undefined, void> {
    const { result, partOf } = yield* this.world.request({ do: 'status', number: this.matter.filed.number });
    this.partOf = partOf;
    return result;
  }

  /** What the customer said has to show. @param instead what an agent does where it was not understood */
  protected async *expect(statuses: readonly string[], what: string, instead: AgentAct | undefined): Actor {
    const status = yield* this.status();
    if (status !== undefined && statuses.includes(status)) return;
    this.world.faults.push(`${this.matter.filed.number}: the customer ${what}, and it is ${status}`);
    if (instead) yield* this.act(instead);
  }

  /** @returns whether it was done @param mayFail no fault if not */
  protected async *act(what: AgentAct, mayFail = false, by = this.agent): AsyncGenerator<number, boolean, void> {
    const { number } = this.matter.filed;
    const { result } = yield* this.world.request({ do: 'complaint', number, by, what });
    if (result !== 'ok' && !mayFail) this.world.faults.push(`${number}: ${what.act} was refused, ${result}`);
    return result === 'ok';
  }
}
