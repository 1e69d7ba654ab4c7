import type { DigestView as DigestOfWeek } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { useBoard } from '../../board-context';
import { isWeek, today, weekFrom, weekOf } from '../../state/days';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { DigestSheet } from './digest-sheet';

const weeksBack = 12;

/** One department's week: to read, to print, as a file. */
export function DigestView() {
  const { route, wording, language, names, deskWords, change } = useBoard();
  const words = wording.learning;
  const asked = route.query.get('week');
  const week = isWeek(asked) ? asked : weekFrom(weekOf(today()), -1);
  const owners = deskWords?.owners?.map(({ code }) => code) ?? [];
  const owner = route.query.get('owner') ?? owners[0];
  const path = owner === undefined ? undefined : `learning/digest?${new URLSearchParams({ week, owner })}`;
  const digest = useAsked<DigestOfWeek>(path);
  const weeks = Array.from({ length: weeksBack }, (_, index) => weekFrom(weekOf(today()), -index));
  return (
    <>
      <div class="filter open no-paper">
        <div class="fields">
          <label class="field">
            <span>{words.chooseOwner}</span>
            <select value={owner ?? ''} onChange={({ currentTarget: { value } }) => change({ owner: value })}>
              {owners.map((code) => (
                <option key={code} value={code}>
                  {names.of('team', code)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{words.week}</span>
            <select value={week} onChange={({ currentTarget: { value } }) => change({ week: value })}>
              {[...new Set([...weeks, week])].map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="quiet" onClick={() => print()}>
            <Icon name="print" />
            {words.print}
          </button>
          {path === undefined ? null : (
            <a class="quiet" href={`/desk/api/${path}&format=csv&lang=${language}`} download>
              {wording.plot.csv}
            </a>
          )}
        </div>
      </div>
      {owner === undefined ? (
        <p class="panel empty">{words.noDigest}</p>
      ) : (
        <Loaded asked={digest} lines={12}>
          {(value) => <DigestSheet digest={value} />}
        </Loaded>
      )}
    </>
  );
}
