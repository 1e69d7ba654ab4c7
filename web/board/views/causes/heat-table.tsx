import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import { heatOf } from '../../plot/heat';
import { count } from '../../state/figure-text';

export interface HeatTableProps {
  readonly title: string;
  readonly corner: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly {
    readonly row: number;
    readonly column: number;
    readonly value: number;
    readonly label: string;
    readonly href: string;
  }[];
  /** Behind each row: its heading, and what it holds. */
  readonly last?: {
    readonly heading: string;
    readonly of: (row: number) => string;
    /** The list of the whole row. */
    readonly href: (row: number) => string;
  };
}

/** Two things against each other; the more the darker, each number a link. */
export function HeatTable({ title, corner, rows, columns, cells, last }: HeatTableProps) {
  const { wording, language } = useBoard();
  const most = Math.max(0, ...cells.map(({ value }) => value));
  const at = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  return (
    <TableFrame label={title}>
      <table class="heat-table">
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((name, column) => (
              <th key={column} scope="col" class="amount">
                {name}
              </th>
            ))}
            {last ? (
              <th scope="col" class="amount">
                {last.heading}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {columns.map((_, column) => {
                const cell = at.get(`${row} ${column}`);
                return (
                  <td key={column} class={`amount heat-${heatOf(cell?.value ?? 0, most)}`}>
                    {cell && cell.value > 0 ? (
                      <a href={cell.href} aria-label={cell.label}>
                        {count(cell.value, language)}
                      </a>
                    ) : (
                      0
                    )}
                  </td>
                );
              })}
              {last ? (
                <td class="amount">
                  <a href={last.href(row)} aria-label={`${name} · ${last.heading}${wording.colon}${last.of(row)}`}>
                    {last.of(row)}
                  </a>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
