import type { DigestView } from '../../../../src/desk/board-api';
import type { FiguresFilter } from '../../../../src/figures/figures';
import { daysOfWeek } from '../../../../src/learning/week';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count } from '../../state/figure-text';
import { listHash, spanBefore } from '../../state/filter';
import { ChangeOf } from '../parts/change-of';
import { ComplaintLink } from '../parts/complaint-link';
import { Counted } from '../parts/counted';
import { MeasureTable } from '../parts/measure-table';
import { ActionCard } from './action-card';

const lessIsGood = { unit: 'count', good: 'less' } as const;

/** The week of a department on a sheet of paper. */
export function DigestSheet({ digest }: { digest: DigestView }) {
  const { me, wording, language, names } = useBoard();
  const words = wording.learning;
  const { week, owner, complaints, figures, measures, causes, actions, omissions } = digest;
  const days = daysOfWeek(week);
  // Lists are the supervisors'; others read the numbers.
  const filter = me.role === 'supervisor' && days ? { ...days, where: { team: [owner] } } : undefined;
  const listOf = (cause: string, of: typeof filter | FiguresFilter) =>
    of && listHash({ ...of, where: { ...of.where, cause: [cause] } }, 'complaints');
  return (
    <article class="sheet">
      <h3 class="sheet-title">{filled(words.digestOf, { owner: names.of('team', owner), week })}</h3>
      <p class="lead">
        <Counted n={complaints.n} href={filter && listHash(filter, 'complaints')}>
          {filled(words.complaintsOf, { n: count(complaints.n, language) })}
        </Counted>
      </p>
      <MeasureTable
        title={wording.week.measures}
        figures={figures}
        measures={measures}
        {...(filter ? { filter } : {})}
      />
      <section>
        <h4>{words.tabs.causes}</h4>
        {causes.length === 0 ? (
          <p class="empty">{words.noCausesWeek}</p>
        ) : (
          <TableFrame label={words.tabs.causes}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.cause}</th>
                  <th scope="col" class="amount">
                    {wording.week.now}
                  </th>
                  <th scope="col" class="amount">
                    {wording.week.before}
                  </th>
                  <th scope="col">{words.change}</th>
                  <th scope="col">{wording.week.number}</th>
                </tr>
              </thead>
              <tbody>
                {causes.map(({ cause, count: n, countBefore, numbers }) => (
                  <tr key={cause}>
                    <th scope="row">{names.of('cause', cause)}</th>
                    <td class="amount">
                      <Counted n={n} href={listOf(cause, filter)}>
                        {count(n, language)}
                      </Counted>
                    </td>
                    <td class="amount">
                      <Counted n={countBefore} href={listOf(cause, filter && spanBefore(filter))}>
                        {count(countBefore, language)}
                      </Counted>
                    </td>
                    <td>
                      <ChangeOf measure={lessIsGood} now={{ n, of: n }} before={{ n: countBefore, of: countBefore }} />
                    </td>
                    <td class="number numbers">
                      {filter
                        ? numbers.map((number) => (
                            <span key={number} class="listed">
                              <ComplaintLink number={number} />
                            </span>
                          ))
                        : numbers.join(' ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </section>
      <section>
        <h4>{words.tabs.actions}</h4>
        {actions.length === 0 ? <p class="empty">{words.noActions}</p> : null}
        <ul class="entries">
          {actions.map((action) => (
            <ActionCard key={action.id} action={action} />
          ))}
        </ul>
      </section>
      <section>
        <h4>{wording.week.omissions}</h4>
        {omissions.length === 0 ? <p class="empty">{wording.today.noOmissions}</p> : null}
        <ul class="rows">
          {omissions.map(({ number, mark, dueAt }) => (
            <li key={`${number} ${mark}`} class="item">
              {filter ? <ComplaintLink number={number} /> : <span class="number">{number}</span>}
              <span class="late">{filled(wording.today.missing, { mark: label(wording.marks, mark) })}</span>
              <span class="quiet-text number">
                {wording.week.due} {dateAndTime(dueAt, language)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
