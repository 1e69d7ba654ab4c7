import type { AgentPace } from './load-agent';
import type { CustomerPace } from './load-customer';

/** How many people, how long and how fast. */
export interface DeskTiming {
  readonly customers: number;
  readonly agents: number;
  /** Customers an agent has at once: fewer places than customers, so that some wait in line. */
  readonly capacity: number;
  /** Customers come one by one within this time. */
  readonly rampMs: number;
  readonly measureMs: number;
  readonly customer: CustomerPace;
  readonly agent: AgentPace;
  /** Closed loop of the framework's own bot before and after. */
  readonly frameworkMs: number;
}

const customer: CustomerPace = { lines: 8, thinkMs: [2_000, 6_000] };
const agent: AgentPace = { acceptMs: [300, 1_500], thinkMs: [500, 2_000] };

export const fullDeskTiming: DeskTiming = {
  customers: 200,
  agents: 20,
  capacity: 8,
  rampMs: 20_000,
  measureMs: 120_000,
  customer,
  agent,
  frameworkMs: 5_000,
};

/** That it runs, not how fast it is. */
export const quickDeskTiming: DeskTiming = {
  customers: 20,
  agents: 4,
  capacity: 4,
  rampMs: 2_000,
  measureMs: 12_000,
  customer: { lines: 4, thinkMs: [1_500, 3_000] },
  agent: { acceptMs: [50, 200], thinkMs: [100, 500] },
  frameworkMs: 1_000,
};
