import type { Figure, FiguresFilter, Measure, MeasureWords } from '../../../../src/figures/figures';
import { TableFrame } from '../../../components/table-frame';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count, numberOf, numberText } from '../../state/figure-text';
import { listHash, spanBefore } from '../../state/filter';
import { ChangeOf } from './change-of';
import { Counted } from './counted';

export interface MeasureTableProps {
  readonly title: string;
  readonly figures: readonly { readonly measure: Measure; readonly now: Figure; readonly before: Figure }[];
  readonly measures: readonly MeasureWords[];
  /** Where the lists behind the numbers are. */
  readonly filter?: FiguresFilter;
}

/** Measures of a week beside those of the week before. */
export function MeasureTable({ title, figures, measures, filter }: MeasureTableProps) {
  const { wording, language } = useBoard();
  const words = wording.week;
  return (
    <section>
      <h4>{title}</h4>
      <TableFrame label={title}>
        <table class="measures">
          <thead>
            <tr>
              <th scope="col">{words.measure}</th>
              <th scope="col" class="amount">
                {words.now}
              </th>
              <th scope="col" class="amount">
                {words.of}
              </th>
              <th scope="col" class="amount">
                {words.before}
              </th>
              <th scope="col">{words.change}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ measure, now, before }) => {
              const one = measures.find((known) => known.measure === measure);
              if (!one) return null;
              const { unit } = one;
              const text = (figure: Figure) => numberText(numberOf(figure, unit), unit, wording, language);
              return (
                <tr key={measure}>
                  <th scope="row">{one.names[language]}</th>
                  <td class="amount">
                    <Counted n={now.of} href={filter && listHash(filter, measure)}>
                      {text(now)}
                    </Counted>
                  </td>
                  <td class="amount quiet-text">
                    {unit === 'share' || unit === 'per_10000' ? (
                      <>
                        {count(now.n, language)} /{' '}
                        <Counted
                          n={now.of}
                          href={filter && listHash(filter, measure, 'of')}
                          label={`${filled(wording.list.whole, { measure: one.names[language] })}${wording.colon}${count(now.of, language)}`}
                        >
                          {count(now.of, language)}
                        </Counted>
                      </>
                    ) : unit === 'count' ? (
                      ''
                    ) : (
                      count(now.of, language)
                    )}
                  </td>
                  <td class="amount">
                    <Counted n={before.of} href={filter && listHash(spanBefore(filter), measure)}>
                      {text(before)}
                    </Counted>
                  </td>
                  <td>
                    <ChangeOf measure={one} now={now} before={before} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
