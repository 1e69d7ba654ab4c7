import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import type { LinePoint } from '../../plot/line';
import { Counted } from '../parts/counted';
import { longName } from './time-points';

export interface TimeTableProps {
  readonly title: string;
  readonly by: 'day' | 'week';
  readonly points: readonly LinePoint[];
  readonly text: (value: number | undefined) => string;
}

/** The points of a line as rows, the newest first. */
export function TimeTable({ title, by, points, text }: TimeTableProps) {
  const { wording, language } = useBoard();
  return (
    <TableFrame label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{wording.dimension[by]}</th>
            <th scope="col" class="amount">
              {wording.trends.now}
            </th>
            <th scope="col" class="amount">
              {wording.trends.before}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(({ key, value, before, href, beforeHref, label }) => (
            <tr key={key}>
              <th scope="row">{longName(key, by, language)}</th>
              <td class="amount">
                <a href={href} aria-label={label}>
                  {text(value)}
                </a>
              </td>
              <td class="amount">
                <Counted n={before === undefined ? 0 : 1} href={beforeHref}>
                  {text(before)}
                </Counted>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
