import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import type { ParetoBar } from '../../plot/pareto';
import { count } from '../../state/figure-text';

export interface ParetoTableProps {
  readonly title: string;
  readonly by: 'cause' | 'subType' | 'type' | 'team';
  readonly bars: readonly ParetoBar[];
}

export function ParetoTable({ title, by, bars }: ParetoTableProps) {
  const { wording, language, names } = useBoard();
  const percent = (value: number | undefined) => (value === undefined ? '–' : `${(value * 100).toFixed(1)}%`);
  return (
    <TableFrame label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{wording.dimension[by]}</th>
            <th scope="col" class="amount">
              {names.measure('complaints')}
            </th>
            <th scope="col" class="amount">
              {wording.plot.share}
            </th>
            <th scope="col" class="amount">
              {wording.plot.cumulated}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, name, value, share, cumulated, href, label }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td class="amount">
                <a href={href} aria-label={label}>
                  {count(value, language)}
                </a>
              </td>
              <td class="amount">{percent(share)}</td>
              <td class="amount">{percent(cumulated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
