import { useMemo } from 'preact/hooks';
import type { BoardWords } from '../../../../src/desk/board-api';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { linePicture } from '../../plot/line';
import { Plot } from '../../plot/plot';
import { daysIn } from '../../state/days';
import { axisText, numberText } from '../../state/figure-text';
import { figuresPath, spanBefore } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { timePoints } from './time-points';
import { TimeTable } from './time-table';

const longDays = 62;

/** The chosen measure by day or week, the span before as a dashed line. */
export function MeasurePlot({
  measure: one,
  filter,
}: {
  measure: BoardWords['measures'][number];
  filter: FiguresFilter;
}) {
  const board = useBoard();
  const { route, wording, language, names, words, change } = board;
  const { measure, unit, definition } = one;
  const asked = route.query.get('by');
  const by =
    asked === 'day' || asked === 'week' ? asked : daysIn(filter.from, filter.until) > longDays ? 'week' : 'day';
  const path = figuresPath(filter, [measure], [by]);
  const now = useAsked<FiguresAnswer>(path);
  const before = useAsked<FiguresAnswer>(figuresPath(spanBefore(filter), [measure], [by]));
  const title = filled(wording.trends.plot, { measure: names.measure(measure) });
  const points = useMemo(
    () => timePoints({ now: now.value, before: before.value, filter, by, measure: one, wording, language }),
    [now.value, before.value, path, one, wording, language],
  );
  const picture = useMemo(
    () => (width: number) =>
      linePicture(
        points,
        { text: (value) => axisText(value, unit, wording, language), isWhole: unit === 'count' },
        width,
      ),
    [points, unit, wording, language],
  );
  const told = points.filter(({ value }) => value !== undefined);
  const tools = (
    <>
      <label class="inline">
        <span class="only-heard">{wording.plot.measure}</span>
        <select value={measure} onChange={({ currentTarget: { value } }) => change({ measure: value })}>
          {words?.measures.map(({ measure: code, names }) => (
            <option key={code} value={code}>
              {names[language]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="segments" aria-label={wording.trends.by}>
        {(['day', 'week'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={by === one} onClick={() => change({ by: one })}>
            {wording.trends[one]}
          </button>
        ))}
      </fieldset>
    </>
  );
  if (!now.value)
    return (
      <Panel title={title} tools={tools}>
        <Loaded asked={now} lines={8}>
          {() => null}
        </Loaded>
      </Panel>
    );
  return (
    <Plot
      title={title}
      hint={definition[language]}
      summary={told.length === 0 ? wording.plot.empty : `${told.at(0)?.label}${wording.semicolon}${told.at(-1)?.label}`}
      picture={picture}
      path={path}
      asOf={now.value.asOf}
      tools={tools}
      table={
        <TimeTable title={title} by={by} points={points} text={(value) => numberText(value, unit, wording, language)} />
      }
      legend={
        <p class="legend">
          <i class="key now" /> {wording.trends.now}
          <i class="key before" /> {wording.trends.before}
        </p>
      }
    />
  );
}
