import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { type OutgoingPart, partsOf } from '../long-message';
import { Pace } from '../pace';
import { encodingOf } from '../segments';
import { encodeSmsText } from '../sms-text';
import type { OutgoingSms, SmsSendResult } from '../transport';
import type { MessageIds } from './message-ids';
import { LinkLost, type SmppLink } from './smpp-link';
import type { SmppSettings } from './smpp-settings';
import { meaningOf, smppStatus, statusText } from './status';

export interface SubmitterOptions {
  readonly settings: SmppSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to below 1. */
  readonly random: () => number;
  readonly ids: MessageIds;
  /** The link to send on, when there is one. */
  readonly link: () => SmppLink | undefined;
  /** How long an answer may take. */
  readonly answerMs: number;
  /** How long one message may be tried here before the caller is told to come back. */
  readonly patienceMs: number;
}

/** What the message centre has of a message, so that another try sends only the rest, under the same reference. */
interface Progress {
  readonly parts: readonly OutgoingPart[];
  /** Ids of the parts taken, by place. */
  readonly taken: Map<number, string>;
  running?: Promise<SmsSendResult>;
}

type PartResult = { readonly ok: true; readonly id: string } | (SmsSendResult & { readonly ok: false });

const mostRemembered = 2_000;
const longestShortMessage = 254;
const longestPayload = 16_000;
const dataCoding = { gsm7: 0, ucs2: 8 } as const;

/** Sends texts by `submit_sm`, part by part, at the pace the message centre bears. */
export class Submitter {
  private readonly progress = new Map<string, Progress>();
  private readonly pace: Pace;
  private reference: number;

  constructor(private readonly options: SubmitterOptions) {
    this.pace = new Pace({ clock: options.clock, window: options.settings.options.window });
    this.reference = Math.floor(options.random() * 0x10000);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.progress.values()].map(({ running }) => running));
  }

  /** The same key sends once: asked again it goes on where it was, or says what it said. */
  async send(message: OutgoingSms): Promise<SmsSendResult> {
    const progress = this.progress.get(message.key) ?? this.begin(message);
    if (progress === undefined) return { ok: false, reason: 'refused', detail: 'The text is too long.' };
    progress.running ??= this.sendRest(message, progress).finally(() => {
      delete progress.running;
    });
    return progress.running;
  }

  private begin({ key, text }: OutgoingSms): Progress | undefined {
    const parts = this.partsOf(text);
    if (parts === undefined) return undefined;
    const progress: Progress = { parts, taken: new Map() };
    this.progress.set(key, progress);
    for (const [old, { running }] of this.progress) {
      if (this.progress.size <= mostRemembered) break;
      if (running === undefined && old !== key) this.progress.delete(old);
    }
    return progress;
  }

  private partsOf(text: string): readonly OutgoingPart[] | undefined {
    const { encoding: wanted, long, reference } = this.options.settings.options;
    const forced = wanted === 'gsm' ? encodingOf(text) : 'ucs2';
    if (long === 'payload') {
      const userData = encodeSmsText(text, forced);
      if (userData.length > longestPayload) return undefined;
      return [{ encoding: forced, userData, hasHeader: false, number: 1, total: 1 }];
    }
    this.reference = (this.reference + 1) & 0xffff;
    return partsOf(text, { value: this.reference, bits: reference === '8' ? 8 : 16 }, { encoding: forced });
  }

  private async sendRest({ to }: OutgoingSms, { parts, taken }: Progress): Promise<SmsSendResult> {
    const until = this.options.clock.now() + this.options.patienceMs;
    for (const part of parts) {
      if (taken.has(part.number)) continue;
      const result = await this.sendPart(to, part, taken, until);
      if (!result.ok) return result;
    }
    return { ok: true, ids: parts.flatMap(({ number }) => taken.get(number) || []) };
  }

  private async sendPart(
    to: string,
    part: OutgoingPart,
    taken: Map<number, string>,
    until: number,
  ): Promise<PartResult> {
    for (let tries = 1; ; tries++) {
      const result = await this.pace.run(() => this.submit(to, part, taken));
      if (result.ok || result.reason !== 'busy') return result;
      const waitMs = Math.max(this.pace.pause, 100 * 2 ** tries);
      if (this.options.clock.now() + waitMs >= until) return { ...result, retryAfterMs: Math.max(1_000, waitMs) };
      await sleep(waitMs);
    }
  }

  private async submit(to: string, part: OutgoingPart, taken: Map<number, string>): Promise<PartResult> {
    const link = this.options.link();
    if (link === undefined) return away('no link');
    // An answer after the deadline is still taken in, so that the next try leaves this part out.
    const answered = link.request('submit_sm', this.fields(to, part)).then(({ status, pdu }): PartResult => {
      const meaning = meaningOf(status);
      if (meaning === 'slower') this.pace.slower();
      if (meaning === 'never') return { ok: false, reason: 'refused', detail: statusText(status) };
      if (status === smppStatus.invalidBindStatus) return away(statusText(status));
      if (meaning !== 'ok') return { ok: false, reason: 'busy', detail: statusText(status) };
      this.pace.faster();
      const id = this.options.ids.ofAnswer(pdu?.text('message_id') ?? '');
      taken.set(part.number, id);
      return { ok: true, id };
    });
    const timeout = new AbortController();
    const late = sleep(this.options.answerMs, away('no answer within the time'), {
      signal: timeout.signal,
      ref: false,
    });
    try {
      return await Promise.race([answered, late]);
    } catch (fault) {
      if (fault instanceof LinkLost) return away(fault.message);
      throw fault;
    } finally {
      timeout.abort();
      late.catch(() => {});
      answered.catch(() => {});
    }
  }

  private fields(to: string, { encoding, userData, hasHeader }: OutgoingPart): Record<string, unknown> {
    const { source, source_ton, source_npi, dest_ton, dest_npi } = this.options.settings.options;
    const inPayload = userData.length > longestShortMessage;
    return {
      source_addr_ton: source_ton,
      source_addr_npi: source_npi,
      source_addr: source,
      dest_addr_ton: dest_ton,
      dest_addr_npi: dest_npi,
      destination_addr: dest_ton === 1 ? `86${to}` : to,
      esm_class: hasHeader ? 0x40 : 0,
      registered_delivery: 1,
      data_coding: dataCoding[encoding],
      short_message: inPayload ? Buffer.alloc(0) : userData,
      ...(inPayload ? { message_payload: userData } : {}),
    };
  }
}

const away = (detail: string): SmsSendResult & { readonly ok: false } => ({
  ok: false,
  reason: 'away',
  detail,
  retryAfterMs: 1_000,
});
