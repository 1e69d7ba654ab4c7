/** The two ends of a conversation with a person. */
export type End = 'customer' | 'agent';
const other = { customer: 'agent', agent: 'customer' } as const;

/** Every line carries its number, so that a lost, doubled or overtaken one shows in what was heard. */
export const lineText = (number: number, words: string): string => `第${number}句，${words}`;
export const lineNumber = (text: string): number | undefined => {
  const digits = /^第(\d{1,4})句，/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** What both ends of one conversation said and were shown. */
export class ChatRecord {
  /** When each end said its first, second, … line: before it was sent. */
  private readonly said: Readonly<Record<End, number[]>> = { customer: [], agent: [] };
  /** Numbers of the other end's lines, as they came. */
  private readonly heard: Readonly<Record<End, number[]>> = { customer: [], agent: [] };
  /** Ids of all messages an end was shown, the bot's and its own too. */
  private readonly shown: Readonly<Record<End, string[]>> = { customer: [], agent: [] };
  /** A waiting line on some agent's screen. */
  listed = false;
  /** The customer has no more to say. */
  customerDone = false;

  constructor(readonly conversationId: string) {}

  /** @returns the number of the line that is about to be sent */
  says(end: End, at: number): number {
    return this.said[end].push(at);
  }

  /** A message came to an end. @returns how long the other end's line took, if it was one */
  hears(end: End, id: string, ofOther: boolean, text: string, at: number): number | undefined {
    this.shown[end].push(id);
    const number = ofOther ? lineNumber(text) : undefined;
    if (number === undefined) return undefined;
    this.heard[end].push(number);
    const saidAt = this.said[other[end]][number - 1];
    return saidAt === undefined ? undefined : at - saidAt;
  }

  lines(end: End): number {
    return this.said[end].length;
  }

  /**
   * Every line once and in order at the other end, and both screens the same as the log.
   * @param log ids of all messages stored, in order
   */
  faults(log: readonly string[]): string[] {
    const found = (['customer', 'agent'] as const).flatMap((end) => {
      const [said, heard] = [this.said[other[end]].length, this.heard[end]];
      const right = heard.length === said && heard.every((number, index) => number === index + 1);
      return right ? [] : [`${end} should hear 1 to ${said} once and in order, heard ${heard.join(' ')}`];
    });
    if (!same(this.shown.customer, log)) found.push("the customer's screen is not the log");
    // The agent's page follows to the end of the hand-over; what customer and bot say afterwards is not theirs.
    if (!same(this.shown.agent, log.slice(0, this.shown.agent.length))) found.push("the agent's screen is not the log");
    return found.map((fault) => `${this.conversationId}: ${fault}`);
  }
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
