import { type ArrivalResult, arrivals } from './arrivals';
import type { Cost, DeskUnderLoad } from './desk-under-load';
import { random } from './random';

export type StepResult = ArrivalResult & Cost;

export interface StepsResult {
  readonly steps: readonly StepResult[];
  /** The most turns a second any step answered while its p99 was bearable. */
  readonly saturation: number;
  /** Half of that, for longer. */
  readonly half: StepResult;
}

export interface StepTiming {
  readonly settleMs: number;
  readonly measureMs: number;
  /** For the run at half of saturation. */
  readonly halfMs: number;
}

/** Rates as shares of what a closed loop reached. */
export const shares = [0.25, 0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2] as const;
const thinkMs = 1_000;
/** Longer waits are no service; the load is not raised further. */
export const bearableMs = 1_000;

/** Raises the arrival rate step by step until the desk keeps up no more, then measures at half of the most it did. */
export async function measureSteps(
  desk: DeskUnderLoad,
  capacity: number,
  { settleMs, measureMs, halfMs }: StepTiming,
  progress: (line: string) => void,
): Promise<StepsResult> {
  const at = (rate: number, ms: number): Promise<StepResult> =>
    desk.costOf(() => arrivals(desk.customer, { rate, settleMs, measureMs: ms, thinkMs, random: random(1) }));
  const steps: StepResult[] = [];
  for (const share of shares) {
    progress(`${Math.round(capacity * share)} turns a second`);
    const step = await at(capacity * share, measureMs);
    steps.push(step);
    if (isOver(step)) break;
  }
  const saturation = saturationOf(steps);
  progress(`half of saturation: ${Math.round(saturation / 2)} turns a second`);
  return { steps, saturation, half: await at(saturation / 2, halfMs) };
}

/** Fewer turns behind are chance, not a server that cannot keep up. */
const fewBehind = 10;

/** Turns wait longer than anyone would, some are not answered, or the desk falls behind. */
export const isOver = ({ all, faults, behind }: ArrivalResult): boolean =>
  all.p99 > bearableMs || faults > 0 || behind > Math.max(fewBehind, all.count * 0.07);

/** Of the steps that were bearable the highest throughput; when none was, that of the first. */
export function saturationOf(steps: readonly ArrivalResult[]): number {
  const bearable = steps.filter(({ all, faults }) => all.p99 <= bearableMs && faults === 0);
  return Math.max(...(bearable.length > 0 ? bearable : steps.slice(0, 1)).map(({ answered }) => answered));
}
