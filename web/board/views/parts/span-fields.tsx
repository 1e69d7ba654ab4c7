import { useBoard } from '../../board-context';
import { daysIn, isDay, today } from '../../state/days';
import { filterOf, spanBack, usualDays } from '../../state/filter';

const spans = [7, 28, 90] as const;

/** Which days: the last so many, or from one to another. */
export function SpanFields() {
  const { route, wording, change } = useBoard();
  const { from, until } = filterOf(route.query);
  const words = wording.filter;
  const back = until === today() ? spans.find((days) => days === daysIn(from, until)) : undefined;
  const set = (span: { readonly from: string; readonly until: string }) => change({ ...span, after: undefined });
  // A half typed date is none.
  const day = (name: 'from' | 'until', value: string) => {
    if (!isDay(value)) return;
    const next = { from, until, [name]: value };
    set(next.from <= next.until ? next : { from: value, until: value });
  };
  return (
    <>
      <label class="field">
        <span>{words.span}</span>
        <select
          value={back === undefined ? 'own' : String(back)}
          onChange={({ currentTarget: { value } }) => {
            if (value === 'own') set({ from, until });
            else if (value === String(usualDays)) change({ from: undefined, until: undefined, after: undefined });
            else set(spanBack(Number(value)));
          }}
        >
          {spans.map((days) => (
            <option key={days} value={String(days)}>
              {words.spans[`${days}`]}
            </option>
          ))}
          <option value="own">{words.spans.own}</option>
        </select>
      </label>
      {(['from', 'until'] as const).map((name) => (
        <label key={name} class="field">
          <span>{words[name]}</span>
          <input
            type="date"
            value={name === 'from' ? from : until}
            max={today()}
            onChange={({ currentTarget: { value } }) => day(name, value)}
          />
        </label>
      ))}
    </>
  );
}
