import type { Promised } from '../report';
import { figure, percent, table, times } from '../table';
import type { DeskResult, MemorySample } from './desk-bench';

/** What was waited for, in the order a conversation goes. */
const waits: Readonly<Record<string, string>> = {
  bot: "a customer's words to the bot's answer",
  listed: 'a person asked for, to the line on an agent’s screen',
  wait: 'a person asked for, to a person (the queue)',
  offer: 'a place becomes free, to the next offer on the screen',
  accept: 'click on accept, to the brief',
  post: "a customer's line, to its receipt",
  'to agent': "**a customer's line, to the agent's screen**",
  'to customer': "an agent's line, to the customer's screen",
  finish: 'click on finish, to the answer',
  live: "a supervisor's look at the floor",
};

export const mostMs = 300;

/** Tables for terminal and Markdown alike. */
export function deskReport(result: DeskResult, store: string): string {
  const { timing, lines, conversations, cores, cpuMsALine, lag, clientBusy, framework, memory, faults } = result;
  const { p99 = Number.NaN } = result.times['to agent'] ?? {};
  const { customers, agents, capacity, measureMs } = timing;
  const rows = Object.entries(waits).flatMap(([kind, name]) => {
    const found = result.times[kind];
    return found ? [[name, figure(found.count), ...[found.p50, found.p95, found.p99].map(figure)]] : [];
  });
  const first = memory[0];
  const last = memory.at(-1);
  return [
    `Agents' desk, ${store}: ${customers} customers, ${agents} agents with ${capacity} places each, ${Math.round(measureMs / 1000)} s, ` +
      `${conversations} conversations, ${figure((lines * 1000) / measureMs)} lines a second both ways together`,
    '',
    table(['from … to', 'count', 'p50 ms', 'p95 ms', 'p99 ms'], rows),
    '',
    table(
      ['server', 'figure'],
      [
        ['lines lost, doubled or out of order; screens that are not the log', String(faults.length)],
        ['cores', figure(cores)],
        ['CPU ms a line, everything else included', figure(cpuMsALine)],
        ['… by a turn of the waterfall', times(cpuMsALine / framework.cpuMs)],
        ['p99 of the waterfall, closed loop, 10 connections, ms', figure(framework.p99)],
        ["p99 to the agent's screen by that", times(p99 / framework.p99)],
        [
          'lateness of its timers, worst 15 s: p50 / p99 / longest, ms',
          [lag.p50, lag.p99, lag.max].map(figure).join(' / '),
        ],
        ['resident MB, first and last', `${figure(first?.rssMb ?? Number.NaN)} → ${figure(last?.rssMb ?? Number.NaN)}`],
        ['MB a minute, resident / heap, second half', slopes(memory).map(figure).join(' / ')],
        ['client busy', percent(clientBusy)],
      ],
    ),
    ...faults.slice(0, 10).map((fault) => `Fault: ${fault}`),
  ].join('\n');
}

export function deskPromises({ times: found, faults }: DeskResult, store: string): Promised[] {
  const { p99 = Number.NaN } = found['to agent'] ?? {};
  return [
    {
      what: `every line once and in order, both ways, ${store}`,
      promised: '0 faults',
      measured: `${faults.length} faults`,
      kept: faults.length === 0,
    },
    {
      what: `p99 from the customer's send to the agent's screen, ${store}`,
      promised: `≤ ${mostMs} ms`,
      measured: `${figure(p99)} ms`,
      kept: p99 <= mostMs,
    },
  ];
}

/** MB a minute over the second half (least squares): what still grows when everything is warm. */
export function slopes(memory: readonly MemorySample[]): [rss: number, heap: number] {
  const late = memory.slice(Math.floor(memory.length / 2));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const slope = (of: (sample: MemorySample) => number): number => {
    const [atMean, mbMean] = [mean(late.map(({ atMs }) => atMs)), mean(late.map(of))];
    const over = late.reduce((sum, sample) => sum + (sample.atMs - atMean) * (of(sample) - mbMean), 0);
    const under = late.reduce((sum, { atMs }) => sum + (atMs - atMean) ** 2, 0);
    return (over / under) * 60_000;
  };
  return [slope(({ rssMb }) => rssMb), slope(({ heapMb }) => heapMb)];
}
