import type { BoardWeek } from '../../../../src/desk/board-api';
import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import { hashOf } from '../../state/route';

export function WeekProblems({ problems }: { problems: BoardWeek['problems'] }) {
  const { wording, names } = useBoard();
  const words = wording.week;
  return (
    <section>
      <h4>{words.problems}</h4>
      {problems.length === 0 ? (
        <p class="empty">{words.noProblems}</p>
      ) : (
        <TableFrame label={words.problems}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.status}</th>
                <th scope="col">{wording.dimension.type}</th>
                <th scope="col">{wording.dimension.area}</th>
                <th scope="col">{words.what}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ id, number, status, type, areas, known, repair }) => (
                <tr key={id}>
                  <th scope="row" class="number">
                    <a href={hashOf('problems', new Map([['id', id]]))}>{number}</a>
                  </th>
                  <td>{wording.problems.status[status]}</td>
                  <td>{names.of('type', type)}</td>
                  <td>
                    {areas.length === 0
                      ? wording.problems.everywhere
                      : areas.map((code) => names.of('area', code)).join(' · ')}
                  </td>
                  <td class="words">{repair?.text ?? known?.text ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}
