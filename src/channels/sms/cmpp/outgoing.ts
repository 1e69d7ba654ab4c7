import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { Pace } from '../pace';
import type { OutgoingSms, SmsSendResult } from '../transport';
import type { Alarms } from './alarms';
import type { CmppLink } from './cmpp-link';
import type { CmppSettings } from './cmpp-settings';
import { idText } from './inbound';
import type { Body } from './layouts';
import { NoAnswer } from './requests';
import { submitResult } from './results';
import { type SubmitPart, submitParts } from './short-message';

export interface OutgoingOptions {
  readonly settings: CmppSettings;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly log: Log;
  /** 0 to below 1. */
  readonly random: () => number;
  /** The link, when it is up. */
  readonly link: () => CmppLink | undefined;
  /** How long until the next try to connect. */
  readonly retryAfterMs: () => number;
}

/** A message as far as the gateway has it. */
interface Sending {
  readonly parts: readonly SubmitPart[];
  /** How many parts are taken over. */
  taken: number;
  readonly ids: string[];
  /** How often the next part went out and nothing came back. */
  unanswered: number;
}

type Refusal = Extract<SmsSendResult, { ok: false }>;
type PartResult = { readonly ok: true; readonly id?: string } | Refusal;

/** How often one part is offered before the outbox is asked to come again. */
const mostOffers = 5;
/** A gateway that never answers may take every copy: a customer gets so many of them at most. */
const mostUnanswered = 5;
const mostRemembered = 10_000;
/** How long a report waits for the answer it overtook. */
const overtakenMs = 5_000;
/** Until somebody has looked at the account. */
const settingsMs = 5 * 60_000;

/** Text messages on their way to the gateway, at its pace. */
export class Outgoing {
  private readonly pace: Pace;
  private readonly sendings = new Map<string, Sending>();
  private readonly flying = new Map<string, Promise<SmsSendResult>>();
  private readonly told = new Set<string>();
  private reference: number;

  constructor(private readonly options: OutgoingOptions) {
    const { settings, clock, alarms, random } = options;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => alarms.after(ms, resolve));
    this.pace = new Pace({ clock, window: settings.options.window, wait });
    this.reference = Math.floor(random() * 256);
  }

  /** Resolves when nothing is under way any more. */
  async done(): Promise<void> {
    await Promise.all(this.flying.values());
  }

  /**
   * A report may come before the answer to its SUBMIT, or before the other parts are sent, when nobody can know its id.
   * Resolves when the id has been told, when it can be none of those under way, or after 5 s.
   */
  async settled(id: string): Promise<void> {
    if (this.told.has(id) || this.flying.size === 0) return;
    let cancel = (): void => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.options.alarms.after(overtakenMs, resolve);
    });
    await Promise.race([this.done(), late]);
    cancel();
  }

  /** The outbox gives up waiting before the protocol does, and asks again: that joins the message under way. */
  send(message: OutgoingSms): Promise<SmsSendResult> {
    const flying = this.flying.get(message.key);
    if (flying !== undefined) return flying;
    const sent = this.sendParts(message).finally(() => this.flying.delete(message.key));
    this.flying.set(message.key, sent);
    return sent;
  }

  private async sendParts({ to, text, key }: OutgoingSms): Promise<SmsSendResult> {
    if (!/^1\d{10}$/.test(to)) return refused('no mainland mobile number');
    const sending = this.sendings.get(key) ?? this.begin(key, text);
    if (sending === undefined) return refused('more than 255 parts');
    for (const part of sending.parts.slice(sending.taken)) {
      const taken = await this.submit(to, part, sending);
      if (!taken.ok) return taken;
      sending.taken++;
      sending.unanswered = 0;
      if (taken.id !== undefined) sending.ids.push(taken.id);
    }
    for (const id of sending.ids) this.told.add(id);
    forgetOldest(this.told);
    return { ok: true, ids: [...sending.ids] };
  }

  private begin(key: string, text: string): Sending | undefined {
    this.reference = (this.reference + 1) % 256;
    const parts = submitParts(text, this.reference);
    if (parts === undefined) return undefined;
    const sending = { parts, taken: 0, ids: [], unanswered: 0 };
    this.sendings.set(key, sending);
    forgetOldest(this.sendings);
    return sending;
  }

  private async submit(to: string, part: SubmitPart, sending: Sending): Promise<PartResult> {
    for (let offers = 1; ; offers++) {
      const done = await this.pace.run(() => this.offer(to, part, sending));
      if (done.ok || done.reason !== 'busy' || done.retryAfterMs !== undefined || offers === mostOffers) return done;
    }
  }

  /** One SUBMIT; `busy` without a time means: at once, as far as the pace allows. */
  private async offer(to: string, part: SubmitPart, sending: Sending): Promise<PartResult> {
    const link = this.options.link();
    if (link === undefined) return this.away('no link');
    if (sending.unanswered >= mostUnanswered) return refused(`sent ${mostUnanswered} times and never answered`);
    try {
      const { body, repeated } = await link.request('submit', this.bodyOf(to, part));
      return this.answered(body, submitResult(body.Result, link.version), repeated);
    } catch (fault) {
      if (!(fault instanceof NoAnswer)) throw fault;
      sending.unanswered++;
      return this.away(fault.message);
    }
  }

  private answered(
    { Msg_Id }: Body<'submit_resp'>,
    { outcome, detail }: ReturnType<typeof submitResult>,
    repeated: boolean,
  ): PartResult {
    switch (outcome) {
      case 'taken':
        this.pace.faster();
        return { ok: true, id: idText(Msg_Id) };
      case 'duplicate':
        // Sent again, it means that the first one was taken, under an id we shall not learn. Else the number is
        // somebody else's, of an earlier run perhaps: the next one will do.
        return repeated ? { ok: true } : { ok: false, reason: 'busy', detail };
      case 'slower':
        this.pace.slower();
        return { ok: false, reason: 'busy', detail };
      case 'settings':
        this.options.log.error({ detail }, 'The gateway refuses what CMPP_URL says: fee, service or source number.');
        return { ok: false, reason: 'busy', detail, retryAfterMs: settingsMs };
      case 'again':
        return { ok: false, reason: 'busy', detail, retryAfterMs: 1_000 };
      case 'refused':
        return refused(detail);
    }
  }

  private bodyOf(to: string, part: SubmitPart): Partial<Body<'submit'>> {
    const { spId, options } = this.options.settings;
    return {
      ...part,
      Registered_Delivery: 1,
      Msg_level: 1,
      Service_Id: options.service,
      Fee_UserType: options.fee_user,
      Msg_src: spId,
      FeeType: options.fee_type,
      FeeCode: options.fee_code,
      Src_Id: options.src,
      Dest_terminal_Id: [to],
    };
  }

  private away(detail: string): Refusal {
    return { ok: false, reason: 'away', detail, retryAfterMs: Math.max(1_000, this.options.retryAfterMs()) };
  }
}

const refused = (detail: string): Refusal => ({ ok: false, reason: 'refused', detail });

function forgetOldest(kept: Set<string> | Map<string, unknown>): void {
  for (const key of kept.keys()) {
    if (kept.size <= mostRemembered) return;
    kept.delete(key);
  }
}
