import type { BoardWeek } from '../../../../src/desk/board-api';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { useBoard } from '../../board-context';
import { ComplaintLink } from '../parts/complaint-link';

export function WeekOmissions({ omissions }: { omissions: BoardWeek['omissions'] }) {
  const { wording, language, names } = useBoard();
  const words = wording.week;
  return (
    <section>
      <h4>{words.omissions}</h4>
      {omissions.length === 0 ? (
        <p class="empty">{words.noOmissions}</p>
      ) : (
        <TableFrame label={words.omissions}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.mark}</th>
                <th scope="col">{words.due}</th>
                <th scope="col">{words.owner}</th>
                <th scope="col">{words.handler}</th>
              </tr>
            </thead>
            <tbody>
              {omissions.map(({ number, mark, dueAt, owner, handler }) => (
                <tr key={`${number} ${mark}`}>
                  <th scope="row">
                    <ComplaintLink number={number} />
                  </th>
                  <td>{wording.marks[mark]}</td>
                  <td class="number">{dateAndTime(dueAt, language)}</td>
                  <td>{names.of('team', owner)}</td>
                  <td>{handler === undefined ? wording.today.nobody : names.staff(handler)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}
