import { complaintTypes } from '../../../../src/complaints/complaint';
import type { FiguresAnswer, FiguresFilter } from '../../../../src/figures/figures';
import { useBoard } from '../../board-context';
import { figuresPath, listHash } from '../../state/filter';
import { useAsked } from '../../use-asked';
import { AsOf } from '../parts/as-of';
import { Files } from '../parts/files';
import { Loaded } from '../parts/loaded';
import { Panel } from '../parts/panel';
import { HeatTable } from './heat-table';
import { twoWay } from './two-way';

/** What the bot took complaints for, against what they were. */
export function Confusion({ filter }: { filter: FiguresFilter }) {
  const { wording, language, names } = useBoard();
  const path = figuresPath(filter, ['complaints'], ['botType', 'type']);
  const asked = useAsked<FiguresAnswer>(path);
  const words = wording.causes;
  return (
    <Panel title={words.confusion} hint={words.confusionHint} tools={<Files title={words.confusion} path={path} />}>
      <Loaded asked={asked} lines={5}>
        {(answer) => {
          const by = ['botType', 'type'] as const;
          const { rows, columns, cells } = twoWay({
            answer,
            by,
            order: [complaintTypes, complaintTypes],
            filter,
            names,
            colon: wording.colon,
            language,
          });
          if (cells.length === 0) return <p class="empty">{wording.plot.empty}</p>;
          const right = (row: number) => {
            const its = cells.filter((cell) => cell.row === row);
            const all = its.reduce((sum, { value }) => sum + value, 0);
            const good = its.find(({ column }) => columns[column] === rows[row])?.value ?? 0;
            return all === 0 ? '–' : `${Math.round((good / all) * 100)}%`;
          };
          return (
            <HeatTable
              title={words.confusion}
              corner={words.botSays}
              rows={rows.map((code) => names.of('type', code))}
              columns={columns.map((code) => names.of('type', code))}
              cells={cells}
              last={{
                heading: words.right,
                of: right,
                href: (row) =>
                  listHash({ ...filter, where: { ...filter.where, botType: [rows[row] ?? ''] } }, 'complaints'),
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
