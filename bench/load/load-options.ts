import type { StepTiming } from './steps';

/** How long and how much; the short form shows that it runs, its figures are worth little. */
export interface LoadTiming extends StepTiming {
  readonly rounds: number;
  readonly warmUpMs: number;
  /** Customers of a closed loop, each as fast as answers come. */
  readonly customers: number;
  /** Open conversations whose cost is measured. */
  readonly openConversations: number;
  readonly openMs: number;
  /** Stored complaints the same load is repeated with; the first is what the others are compared with. */
  readonly complaints: readonly number[];
  readonly mongoComplaints: readonly number[];
  /** Knowledge entries likewise. */
  readonly entries: readonly number[];
}

export interface LoadOptions {
  readonly root: string;
  /** For stores; removed by the caller. */
  readonly folder: string;
  readonly timing: LoadTiming;
  progress(line: string): void;
}

export const fullTiming: LoadTiming = {
  rounds: 3,
  warmUpMs: 3_000,
  settleMs: 1_500,
  measureMs: 5_000,
  halfMs: 20_000,
  customers: 32,
  openConversations: 1_000,
  openMs: 20_000,
  complaints: [1_000, 100_000, 1_000_000],
  mongoComplaints: [1_000, 20_000],
  entries: [100, 2_000],
};

export const quickTiming: LoadTiming = {
  rounds: 1,
  warmUpMs: 1_000,
  settleMs: 500,
  measureMs: 1_500,
  halfMs: 3_000,
  customers: 32,
  openConversations: 100,
  openMs: 3_000,
  complaints: [1_000, 20_000],
  mongoComplaints: [],
  entries: [100, 2_000],
};
