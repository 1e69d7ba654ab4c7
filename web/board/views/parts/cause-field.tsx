import type { ComplaintType } from '../../../../src/complaints/complaint';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';
import { causesInOrder } from './causes-in-order';

export interface CauseFieldProps {
  readonly label: string;
  readonly choose: string;
  /** Groups of this type come before the others. */
  readonly type?: ComplaintType;
  /** Codes to be offered before all groups, with what they are called together. */
  readonly likely?: { readonly label: string; readonly codes: readonly string[] };
  readonly value: string;
  readonly onChange: (cause: string) => void;
}

/** A coded root cause, second level, below its first. */
export function CauseField({ label, choose, type, likely, value, onChange }: CauseFieldProps) {
  const { deskWords, language } = useBoard();
  const { first, groups } = causesInOrder(deskWords?.causes ?? [], type, likely?.codes);
  const options = (causes: typeof first) =>
    causes.map(({ code, names }) => (
      <option key={code} value={code}>
        {names[language]}
      </option>
    ));
  return (
    <Field label={label}>
      <select required value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{choose}</option>
        {likely && first.length > 0 ? <optgroup label={likely.label}>{options(first)}</optgroup> : null}
        {groups.map(({ code, names, causes }) => (
          <optgroup key={code} label={names[language]}>
            {options(causes)}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}
