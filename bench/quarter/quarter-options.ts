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
  /** Processes of the product; several share a MongoDB. */
  readonly nodes: number;
  /** Its server; absent: the embedded store, and one node. */
  readonly mongoUrl?: string;
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
  nodes: 1,
};

/** More processes than that one machine does not hold. */
const mostNodes = 8;

const flags: Readonly<Record<string, keyof Omit<typeof wholeQuarter, 'from' | 'outageHours'>>> = {
  '--seed': 'seed',
  '--days': 'days',
  '--customers': 'customers',
  '--complaints': 'complaints',
  '--contacts': 'contacts',
  '--crashes': 'crashes',
  '--nodes': 'nodes',
};

/** @param args `--name=number` or `--name number` @returns `undefined`: something is no flag of ours */
export function readOptions(args: readonly string[], root: string): QuarterOptions | undefined {
  let options: QuarterOptions = { root, ...wholeQuarter };
  for (const arg of args
    .join(' ')
    .replace(/(--[a-z]+) (?=\d)/g, '$1=')
    .split(' ')
    .filter(Boolean)) {
    const [, name = '', value = ''] = /^(--[a-z]+)=(\d{1,9})$/.exec(arg) ?? [];
    const field = flags[name];
    if (field === undefined) return undefined;
    options = { ...options, [field]: Number(value) };
  }
  const { days, customers, complaints, nodes } = options;
  return days >= 3 && customers >= 10 && complaints >= 10 && nodes >= 1 && nodes <= mostNodes ? options : undefined;
}
