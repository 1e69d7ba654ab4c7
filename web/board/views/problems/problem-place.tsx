import { useState } from 'preact/hooks';
import { type ComplaintType, complaintTypes } from '../../../../src/complaints/complaint';
import type { ProblemsView } from '../../../../src/desk/board-api';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';
import { Checks } from '../parts/checks';

export interface Place {
  readonly type: ComplaintType | '';
  readonly subTypes: readonly string[];
  readonly areas: readonly string[];
}
export interface ProblemPlaceProps {
  readonly place: Place;
  readonly areas: ProblemsView['areas'];
  /** A suggestion says what it is. */
  readonly isTypeKnown: boolean;
  readonly onChange: (place: Place) => void;
}
const manyAreas = 12;

/** Of what kind, and where. */
export function ProblemPlace({ place, areas, isTypeKnown, onChange }: ProblemPlaceProps) {
  const { wording, language, names, deskWords } = useBoard();
  const form = wording.problems.form;
  const [search, setSearch] = useState('');
  const subTypes = deskWords?.subTypes.filter(({ type }) => type === place.type) ?? [];
  const found = areas.filter(
    ({ area, names: own }) =>
      place.areas.includes(area) || own[language].toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <>
      {isTypeKnown ? null : (
        <Field label={form.type}>
          <select
            required
            value={place.type}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...place, type: complaintTypes.find((one) => one === value) ?? '', subTypes: [] })
            }
          >
            <option value="">{form.choose}</option>
            {complaintTypes.map((type) => (
              <option key={type} value={type}>
                {names.of('type', type)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {subTypes.length === 0 ? null : (
        <Checks
          legend={form.subTypes}
          hint={form.subTypesHint}
          choices={subTypes.map(({ code, names }) => ({ code, name: names[language] }))}
          value={place.subTypes}
          onChange={(codes) => onChange({ ...place, subTypes: codes })}
        />
      )}
      {areas.length === 0 ? null : (
        <>
          {areas.length > manyAreas ? (
            <Field label={form.findArea}>
              <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
            </Field>
          ) : null}
          <Checks
            legend={form.areas}
            hint={form.areasHint}
            choices={found.map(({ area, names }) => ({ code: area, name: names[language] }))}
            value={place.areas}
            onChange={(codes) => onChange({ ...place, areas: codes })}
          />
        </>
      )}
    </>
  );
}
