/** One thing that was measured or checked. */
export interface Finding {
  readonly what: string;
  readonly value: string;
  /** What the promise asks for; absent where the figure only informs. */
  readonly wanted?: string;
  readonly ok: boolean;
  /** Depends on how busy the machine is: judged in the long form only. */
  readonly pace?: true;
}

/** The figures of one run, in the order they were taken. A promise that is not kept is a figure like the others. */
export class Findings {
  private readonly list: Finding[] = [];

  get all(): readonly Finding[] {
    return this.list;
  }

  /** A figure that only informs. */
  figure(what: string, value: string | number): void {
    this.list.push({ what, value: String(value), ok: true });
  }

  /** Must be nothing: lost, doubled, failed. @param examples said beside the count when there are any */
  none(what: string, examples: readonly unknown[]): void {
    const some = examples.length === 0 ? '' : `: ${JSON.stringify(examples.slice(0, 3)).slice(0, 600)}`;
    this.list.push({ what, value: `${examples.length}${some}`, wanted: '0', ok: examples.length === 0 });
  }

  atMost(what: string, value: number, limit: number, unit = 'ms'): void {
    const shown = `${Math.round(value)} ${unit}`.trim();
    this.list.push({ what, value: shown, wanted: `≤ ${limit} ${unit}`.trim(), ok: value <= limit, pace: true });
  }

  atLeast(what: string, value: number, limit: number): void {
    this.list.push({ what, value: String(Math.round(value)), wanted: `≥ ${limit}`, ok: value >= limit, pace: true });
  }

  equal(what: string, value: unknown, wanted: unknown): void {
    const [is, should] = [JSON.stringify(value) ?? 'nothing', JSON.stringify(wanted) ?? 'nothing'];
    this.list.push({ what, value: is, wanted: should, ok: is === should });
  }
}
