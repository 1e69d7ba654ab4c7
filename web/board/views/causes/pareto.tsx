import { useMemo } from 'preact/hooks';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { paretoPicture } from '../../plot/pareto';
import { Plot } from '../../plot/plot';
import { figuresPath } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { paretoBars } from './pareto-bars';
import { ParetoTable } from './pareto-table';

/** The few causes behind most complaints. */
export function Pareto({ filter }: { filter: FiguresFilter }) {
  const { route, wording, language, names, change } = useBoard();
  const by = route.query.get('pareto') === 'subType' ? 'subType' : 'cause';
  const path = figuresPath(filter, ['complaints'], [by]);
  const asked = useAsked<FiguresAnswer>(path);
  const words = wording.causes;
  const bars = useMemo(
    () => (asked.value ? paretoBars({ answer: asked.value, by, filter, names, wording, language }) : []),
    [asked.value, path, names, wording, language],
  );
  const picture = useMemo(() => (width: number) => paretoPicture(bars, width), [bars]);
  const tools = (
    <fieldset class="segments" aria-label={words.paretoBy}>
      {(['cause', 'subType'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={by === one} onClick={() => change({ pareto: one })}>
          {words[one]}
        </button>
      ))}
    </fieldset>
  );
  const third = bars[Math.min(2, bars.length - 1)];
  if (bars.length === 0)
    return (
      <Panel title={words.pareto} tools={tools}>
        <Loaded asked={asked} lines={8}>
          {() => <p class="empty">{wording.plot.empty}</p>}
        </Loaded>
      </Panel>
    );
  const summary = filled(words.paretoSummary, {
    n: Math.min(3, bars.length),
    share: `${Math.round((third?.cumulated ?? 0) * 100)}%`,
  });
  return (
    <Plot
      title={words.pareto}
      hint={summary}
      summary={`${summary}${wording.semicolon}${bars
        .slice(0, 3)
        .map(({ label }) => label)
        .join(wording.semicolon)}`}
      picture={picture}
      path={path}
      asOf={asked.value?.asOf ?? 0}
      tools={tools}
      table={<ParetoTable bars={bars} title={words.pareto} by={by} />}
      legend={
        <p class="legend">
          <i class="key bars" /> {names.measure('complaints')}
          <i class="key second" /> {wording.plot.cumulated}
        </p>
      }
    />
  );
}
