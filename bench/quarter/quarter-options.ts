/** How large the simulated quarter is. */
export interface QuarterOptions {
  readonly root: string;
  readonly seed: number;
  /** First moment, epoch ms; midnight of Asia/Shanghai. */
  readonly from: number;
  readonly days: number;
  readonly customers: number;
  readonly complaints: number;
  /** Visits of customers with plain questions or who want a person. */
  readonly contacts: number;
  /** How often the process is killed in the middle of a request. */
  readonly crashes: number;
  /** Hours the node, and later the store, is away; 0: never. */
  readonly outageHours: number;
}

/** In 2026 the mid-autumn festival, the national holiday and two make-up days fall into it. */
const firstDay = '2026-08-20';

export const wholeQuarter: Omit<QuarterOptions, 'root'> = {
  seed: 1,
  from: Date.parse(`${firstDay}T00:00:00+08:00`),
  days: 90,
  customers: 20_000,
  complaints: 3_000,
  contacts: 6_000,
  crashes: 2,
  outageHours: 4,
};

const flags: Readonly<Record<string, 'seed' | 'days' | 'customers' | 'complaints' | 'contacts' | 'crashes'>> = {
  '--seed': 'seed',
  '--days': 'days',
  '--customers': 'customers',
  '--complaints': 'complaints',
  '--contacts': 'contacts',
  '--crashes': 'crashes',
};

/** @returns `undefined`: something is no flag of ours */
export function readOptions(args: readonly string[], root: string): QuarterOptions | undefined {
  let options: QuarterOptions = { root, ...wholeQuarter };
  for (const arg of args) {
    const [, name = '', value = ''] = /^(--[a-z]+)=(\d{1,9})$/.exec(arg) ?? [];
    const field = flags[name];
    if (field === undefined) return undefined;
    options = { ...options, [field]: Number(value) };
  }
  return options.days >= 3 && options.customers >= 10 && options.complaints >= 10 ? options : undefined;
}
