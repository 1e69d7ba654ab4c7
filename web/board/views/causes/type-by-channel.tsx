import { complaintTypes } from '../../../../src/complaints/complaint';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { useBoard } from '../../board-context';
import { count } from '../../state/figure-text';
import { figuresPath, listHash } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { AsOf } from '../parts/as-of';
import { Files } from '../parts/files';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { HeatTable } from './heat-table';
import { twoWay } from './two-way';

/** Which complaints come on which channel. */
export function TypeByChannel({ filter }: { filter: FiguresFilter }) {
  const { wording, language, names } = useBoard();
  const path = figuresPath(filter, ['complaints'], ['type', 'channel']);
  const asked = useAsked<FiguresAnswer>(path);
  const title = wording.causes.typeChannel;
  return (
    <Panel title={title} tools={<Files title={title} path={path} />}>
      <Loaded asked={asked} lines={5}>
        {(answer) => {
          const by = ['type', 'channel'] as const;
          const order = [complaintTypes, Object.keys(wording.channels)] as const;
          const { rows, columns, cells } = twoWay({ answer, by, order, filter, names, colon: wording.colon, language });
          if (cells.length === 0) return <p class="empty">{wording.plot.empty}</p>;
          const sum = (row: number) =>
            cells.filter((cell) => cell.row === row).reduce((all, { value }) => all + value, 0);
          return (
            <HeatTable
              title={title}
              corner={wording.dimension.type}
              rows={rows.map((code) => names.of('type', code))}
              columns={columns.map((code) => names.of('channel', code))}
              cells={cells}
              last={{
                heading: wording.plot.total,
                of: (row) => count(sum(row), language),
                href: (row) =>
                  listHash({ ...filter, where: { ...filter.where, type: [rows[row] ?? ''] } }, 'complaints'),
              }}
            />
          );
        }}
      </Loaded>
      {asked.value ? (
        <div class="plot-foot">
          <AsOf at={asked.value.asOf} />
        </div>
      ) : null}
    </Panel>
  );
}
