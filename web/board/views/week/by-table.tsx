import { type FiguresAnswer, type FiguresFilter, type Measure, measures } from '../../../../src/figures/figures';
import { TableFrame } from '../../../components/table-frame';
import { useBoard } from '../../board-context';
import { numberOf, numberText } from '../../state/figure-text';
import { listHash } from '../../state/filter';

export interface ByTableProps {
  readonly title: string;
  readonly by: 'type' | 'team';
  readonly answer: FiguresAnswer;
  readonly filter: FiguresFilter;
}

/** The measures an answer holds, a row for each type or department. */
export function ByTable({ title, by, answer, filter }: ByTableProps) {
  const { words, wording, language, names } = useBoard();
  const told = measures.filter((measure) => answer.rows.some(({ figures }) => figures[measure] !== undefined));
  const unitOf = (measure: Measure) => words?.measures.find((one) => one.measure === measure)?.unit ?? 'count';
  if (answer.rows.length === 0) return null;
  return (
    <section class="whole">
      <h4>{title}</h4>
      <TableFrame label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{wording.dimension[by]}</th>
              {told.map((measure) => (
                <th key={measure} scope="col" class="amount">
                  {names.measure(measure)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map(({ key: [code = ''], figures }) => (
              <tr key={code}>
                <th scope="row">{names.of(by, code)}</th>
                {told.map((measure) => {
                  const unit = unitOf(measure);
                  const value = numberOf(figures[measure], unit);
                  const text = numberText(value, unit, wording, language);
                  return (
                    <td key={measure} class="amount">
                      {value === undefined ? (
                        text
                      ) : (
                        <a href={listHash({ ...filter, where: { [by]: [code] } }, measure)}>{text}</a>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
