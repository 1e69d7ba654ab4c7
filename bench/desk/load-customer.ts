import { WebSocket } from 'ws';
import { benchCode } from '../turns/desk-customer';
import { type ChatRecord, lineText } from './chat-record';
import type { Floor } from './floor';

const base = '/v3/directline/conversations';
const patienceMs = 20_000;
/** What a customer says to a person, over and over. */
const words = [
  '我家的宽带这几天晚上总是掉线',
  '已经重启过路由器了，没有用',
  '灯是绿色的，没有红灯',
  '大概七点到九点最厉害',
  '手机流量倒是正常',
  '你们上次说派人来，也没有来',
  '那大概什么时候能好',
  '好的，我等你们的消息',
] as const;
const before = {
  question: ['宽带怎么报修'],
  account: ['我这个月话费怎么比上个月多', '{phone}', benchCode],
} as const;

export interface CustomerPace {
  /** Lines said to the person, then it is over. */
  readonly lines: number;
  /** Pause between two lines. */
  readonly thinkMs: readonly [number, number];
}

interface Shown {
  readonly id: string;
  readonly type: string;
  readonly from: { readonly role?: string };
  readonly replyToId?: string;
  readonly text?: string;
  readonly channelData?: { readonly handoff?: { readonly state?: string }; readonly agent?: object };
}

let opened = 0;
/** As behind the operator's load balancer: every customer has an address of their own, and its limits. */
const nextAddress = (): string => {
  opened += 1;
  return `10.${(opened >> 16) & 255}.${(opened >> 8) & 255}.${opened & 255}`;
};

/** A customer with the chat page open, one conversation after the other until the floor closes. */
export async function customerLife(floor: Floor, index: number, pace: CustomerPace): Promise<void> {
  for (let round = 0; !floor.closing; round += 1) {
    let visit: Visit | undefined;
    try {
      visit = await Visit.open(floor);
      await visit.run((index + round) % 3 === 0 ? 'account' : 'question', index, pace);
    } catch (error) {
      const who = visit?.record.conversationId ?? 'a customer';
      floor.fault(`${who}: ${error instanceof Error ? error.message : String(error)}`);
      // A server that cannot keep up is not asked all the faster.
      await floor.think(...pace.thinkMs);
    } finally {
      visit?.close();
    }
  }
}

/** One conversation: words with the bot, a person asked for, words with the person, thanks, and the log beside it all. */
class Visit {
  private readonly hopes = new Set<{ fits(activity: Shown): boolean; kept(): void }>();
  private readonly all: Shown[] = [];
  private watermark = '0';
  private seenDue: NodeJS.Timeout | undefined;

  private constructor(
    private readonly floor: Floor,
    readonly record: ChatRecord,
    private readonly token: string,
    private readonly stream: WebSocket,
  ) {
    stream.on('message', (data) => this.hear(String(data)));
    stream.on('error', () => undefined);
    stream.on('close', (code) => floor.fault(`${record.conversationId}: the customer's stream closed with ${code}`));
  }

  static async open(floor: Floor): Promise<Visit> {
    const { status, body } = await floor.nodes.request('POST', base, floor.secret, { locale: 'zh-Hans' });
    if (status !== 201) throw new Error(`Opening a conversation: ${status} ${body.slice(0, 300)}`);
    const { conversationId, token, streamUrl } = JSON.parse(body) as Record<string, string>;
    const { pathname, search } = new URL(String(streamUrl));
    const stream = new WebSocket(`ws://127.0.0.1:${floor.port}${pathname}${search}`, {
      perMessageDeflate: false,
      headers: { 'x-forwarded-for': nextAddress() },
    });
    return new Visit(floor, floor.chat(String(conversationId)), String(token), stream);
  }

  async run(kind: keyof typeof before, index: number, { lines, thinkMs }: CustomerPace): Promise<void> {
    const { floor, record } = this;
    await this.hopeFor('a greeting', ({ from }) => from.role === 'bot');
    const phone = `138000000${String((index % 10) + 1).padStart(2, '0')}`;
    for (const line of before[kind]) await this.ask(line.replace('{phone}', phone));
    const asked = performance.now();
    floor.waiting.set(record.conversationId, asked);
    const told = this.hopeFor('a person', ({ channelData }) => channelData?.handoff?.state === 'accepted', 600_000);
    await this.ask('转人工');
    await told;
    floor.note('wait', performance.now() - asked);
    const over = this.hopeFor('the end', ({ channelData }) => channelData?.handoff?.state === 'over', 600_000);
    for (let said = 0; said < lines && !floor.closing; said += 1) {
      await floor.think(...thinkMs);
      await this.say(words[said % words.length] as string, said + 1 >= lines || floor.closing);
    }
    record.customerDone = true;
    await over;
    await this.ask('满意');
    await this.compare();
  }

  /** A line to the person. @param last known before the agent can hear it */
  private async say(text: string, last: boolean): Promise<void> {
    const { floor, record } = this;
    // Somebody is typing: shown to the agent.
    await this.post({ type: 'typing' });
    const started = performance.now();
    const number = record.says('customer', started);
    record.customerDone = last;
    await this.post({ type: 'message', text: lineText(number, text) });
    floor.note('post', performance.now() - started);
  }

  /** Something for the bot, and its answer. */
  private async ask(text: string): Promise<void> {
    const started = performance.now();
    const id = await this.post({ type: 'message', text });
    await this.hopeFor(`an answer to ${text}`, ({ replyToId }) => replyToId === id);
    this.floor.note('bot', performance.now() - started);
  }

  /** Both screens beside what is stored. */
  private async compare(): Promise<void> {
    const { floor, record } = this;
    const log: string[] = [];
    for (let watermark = '0'; ; ) {
      const { status, body } = await floor.nodes.request(
        'GET',
        `${base}/${record.conversationId}/activities?watermark=${watermark}`,
        this.token,
      );
      if (status !== 200) throw new Error(`Reading the log: ${status}`);
      const page = JSON.parse(body) as { activities: Shown[]; watermark: string };
      log.push(...page.activities.map(({ id }) => id));
      if (page.watermark === watermark) break;
      watermark = page.watermark;
    }
    const last = log.at(-1);
    await this.hopeFor('the last message', ({ id }) => id === last);
    for (const fault of record.faults(log)) floor.fault(fault);
  }

  private async post(activity: object, path = 'activities'): Promise<string> {
    const { nodes } = this.floor;
    const { status, body } = await nodes.request(
      'POST',
      `${base}/${this.record.conversationId}/${path}`,
      this.token,
      activity,
    );
    if (status > 204) throw new Error(`${JSON.stringify(activity)}: ${status} ${body.slice(0, 200)}`);
    return body === '' ? '' : String((JSON.parse(body) as { id?: string }).id);
  }

  /** Resolves with the first message that fits, those that came already included. */
  private hopeFor(what: string, fits: (activity: Shown) => boolean, ms = patienceMs): Promise<void> {
    if (this.all.some(fits)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited for ${what} in vain`)), ms).unref();
      const hope = {
        fits,
        kept: () => {
          clearTimeout(timer);
          this.hopes.delete(hope);
          resolve();
        },
      };
      this.hopes.add(hope);
    });
  }

  private hear(frame: string): void {
    const { floor, record } = this;
    const at = performance.now();
    const { activities, watermark } = JSON.parse(frame) as { activities: Shown[]; watermark: string };
    for (const activity of activities) {
      if (activity.type === 'typing') floor.note('typing', 0);
      if (activity.type !== 'message') continue;
      const ofAgent = activity.channelData?.agent !== undefined;
      const took = record.hears('customer', activity.id, ofAgent, activity.text ?? '', at);
      if (took !== undefined) floor.note('to customer', took);
      this.all.push(activity);
      for (const hope of [...this.hopes]) if (hope.fits(activity)) hope.kept();
      if (ofAgent) this.read(watermark);
    }
  }

  /** As the page does: not more than once a second it says how far it has shown. */
  private read(watermark: string): void {
    this.watermark = watermark;
    this.seenDue ??= setTimeout(() => {
      this.seenDue = undefined;
      this.post({ watermark: this.watermark }, 'seen').catch(() => undefined);
    }, 1_050);
  }

  close(): void {
    clearTimeout(this.seenDue);
    this.stream.removeAllListeners('close');
    this.stream.close();
  }
}
