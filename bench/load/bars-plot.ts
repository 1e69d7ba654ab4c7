import { element, label, picture } from '../../src/understanding/cli/plots/svg';
import { figure, percent } from '../table';
import { roundUp } from './latency-plot';
import type { LoadResult } from './load-bench';
import { adapterLineNames, adapterLines } from './same-adapter';

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
  readonly note: string;
}
interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const [left, wide, high] = [330, 300, 26];
const [ours, theirs] = ['#0b6e99', '#9aa5b1'];

/** Turns a second: the desk beside the framework's bots, and with more and more data. */
export function barsPlot({ sameAdapter, complaints, knowledge }: LoadResult): string {
  const groups: Group[] = [];
  if (sameAdapter) {
    const bars = adapterLineNames.map((line) => ({
      name: adapterLines[line].replace(', memory state', '').replace(/: .*/, ''),
      value: sameAdapter[line].all.perSecond,
      colour: line === 'desk' ? ours : theirs,
      note: percent(sameAdapter[line].ofWaterfall),
    }));
    groups.push({ title: 'Turns a second, one process, and share of the waterfall on the same adapter', bars });
  }
  for (const [what, lines] of [
    ['stored complaints', complaints],
    ['knowledge entries', knowledge],
  ] as const) {
    if (lines.length === 0) continue;
    const bars = lines.map(({ size, all, ofFirst }) => ({
      name: `${size.toLocaleString('en-US')} ${what}`,
      value: all.perSecond,
      colour: ours,
      note: percent(ofFirst),
    }));
    groups.push({ title: `Turns a second by ${what}, and share of the first`, bars });
  }
  const parts: string[] = [];
  let top = 30;
  for (const { title, bars } of groups) {
    const most = roundUp(Math.max(1, ...bars.map(({ value }) => value)));
    parts.push(label(20, top, title, { 'font-weight': 600 }));
    top += 14;
    for (const { name, value, colour, note } of bars) {
      const width = (value / most) * wide;
      parts.push(
        label(left - 10, top + 18, name, { 'text-anchor': 'end' }),
        element('rect', { x: left, y: top + 4, width, height: high - 8, fill: colour }),
        label(left + width + 8, top + 18, `${figure(value)} · ${note}`),
      );
      top += high;
    }
    top += 34;
  }
  return picture(760, top, 'Turns a second', parts);
}
