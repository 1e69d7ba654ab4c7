import { useMemo } from 'preact/hooks';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { useBoard } from '../../board-context';
import { paretoPicture } from '../../plot/pareto';
import { Plot } from '../../plot/plot';
import { figuresPath } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { paretoBars, paretoSummary } from './pareto-bars';
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
  if (bars.length === 0)
    return (
      <Panel title={words.pareto} tools={tools}>
        <Loaded asked={asked} lines={8}>
          {() => <p class="empty">{wording.plot.empty}</p>}
        </Loaded>
      </Panel>
    );
  const summary = paretoSummary(bars, wording, language);
  const spoken = [summary, ...bars.slice(0, 3).map(({ label }) => label)].filter(Boolean).join(wording.semicolon);
  return (
    <Plot
      title={words.pareto}
      hint={summary || undefined}
      summary={spoken}
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
