import { useMemo } from 'preact/hooks';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { heatSteps } from '../../plot/heat';
import { type HeatCell, heatPicture } from '../../plot/heat-map';
import { Plot } from '../../plot/plot';
import { count } from '../../state/figure-text';
import { figuresPath, listHash } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { HeatTable } from './heat-table';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Monday first, as weeks are read here. */
const weekdays = [1, 2, 3, 4, 5, 6, 0];

/** At which hours of which days complaints come. */
export function HourHeat({ filter }: { filter: FiguresFilter }) {
  const { wording, language, names } = useBoard();
  const path = figuresPath(filter, ['complaints'], ['weekday', 'hour']);
  const asked = useAsked<FiguresAnswer>(path);
  const words = wording.causes;
  const cells = useMemo(() => {
    const rows = asked.value?.rows ?? [];
    // The codes as the server writes them, by what they mean.
    const known = new Map(
      rows.map(({ key: [weekday = '', hour = ''], figures }) => [
        `${Number(weekday) % 7} ${Number(hour)}`,
        { weekday, hour, value: figures.complaints?.n ?? 0 },
      ]),
    );
    return weekdays.flatMap((weekday, row) =>
      hours.map((hour, column): HeatCell => {
        const found = known.get(`${weekday} ${hour}`) ?? { weekday: String(weekday), hour: String(hour), value: 0 };
        const where = { ...filter.where, weekday: [found.weekday], hour: [found.hour] };
        return {
          key: `${weekday} ${hour}`,
          row,
          column,
          value: found.value,
          label: `${names.of('weekday', String(weekday))} ${names.of('hour', String(hour))}${wording.colon}${count(found.value, language)}`,
          href: listHash({ ...filter, where }, 'complaints'),
        };
      }),
    );
  }, [asked.value, path, names, wording, language]);
  const rows = weekdays.map((weekday) => names.of('weekday', String(weekday)));
  const columns = hours.map(String);
  const picture = useMemo(() => (width: number) => heatPicture(cells, rows, columns, width), [cells]);
  const most = cells.reduce((best, cell) => (cell.value > best.value ? cell : best), cells[0] as HeatCell);
  if (!asked.value || most.value === 0)
    return (
      <Panel title={words.heat}>
        <Loaded asked={asked} lines={6}>
          {() => <p class="empty">{wording.plot.empty}</p>}
        </Loaded>
      </Panel>
    );
  const summary = filled(words.heatSummary, {
    where: `${rows[most.row]} ${names.of('hour', String(most.column))}`,
    n: count(most.value, language),
  });
  return (
    <Plot
      title={words.heat}
      hint={summary}
      summary={summary}
      picture={picture}
      path={path}
      asOf={asked.value.asOf}
      table={
        <HeatTable title={words.heat} rows={rows} columns={columns} cells={cells} corner={wording.dimension.hour} />
      }
      legend={
        <p class="legend">
          {wording.plot.less}
          {Array.from({ length: heatSteps + 1 }, (_, step) => (
            <i key={step} class={`key heat-${step}`} />
          ))}
          {wording.plot.more}
        </p>
      }
    />
  );
}
