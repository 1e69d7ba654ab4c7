import { Field } from '../../../components/field';

export interface MomentFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** As the field has it: `2026-11-22T18:00`, empty for none. */
  readonly value: string;
  /** As the value is: the field takes none before, or none after. */
  readonly min?: string;
  readonly max?: string;
  readonly onChange: (value: string) => void;
}

/** A day and an hour by this machine's clock, which is how the page shows times too. */
export const MomentField = ({ label, hint, value, min, max, onChange }: MomentFieldProps) => (
  <Field label={label} hint={hint}>
    <input
      type="datetime-local"
      value={value}
      min={min}
      max={max}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  </Field>
);

/** As a property of that name; none where nothing is filled in. */
export function asMoment<Name extends string>(name: Name, value: string): { readonly [Key in Name]?: number } {
  const at = new Date(value).getTime();
  return (Number.isFinite(at) ? { [name]: at } : {}) as { readonly [Key in Name]?: number };
}

export function momentText(at: number | undefined): string {
  if (at === undefined) return '';
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
