import type { ComplaintType } from '../../../../src/complaints/complaint';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';

export interface CauseFieldProps {
  readonly label: string;
  readonly choose: string;
  /** Causes of this type only. */
  readonly type?: ComplaintType;
  readonly value: string;
  readonly onChange: (cause: string) => void;
}

/** A coded root cause, second level, below its first. */
export function CauseField({ label, choose, type, value, onChange }: CauseFieldProps) {
  const { deskWords, language } = useBoard();
  const groups =
    deskWords?.causes.filter(({ types }) => type === undefined || types.length === 0 || types.includes(type)) ?? [];
  return (
    <Field label={label}>
      <select required value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{choose}</option>
        {groups.map(({ code, names, causes }) => (
          <optgroup key={code} label={names[language]}>
            {causes.map(({ code: cause, names }) => (
              <option key={cause} value={cause}>
                {names[language]}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}
