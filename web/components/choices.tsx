import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean;
}
export interface ChoicesProps<Value extends string> {
  readonly legend: string;
  /** The same for two groups of which one is to be chosen. */
  readonly name?: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly required?: boolean;
  /** Side by side, for few short ones. */
  readonly row?: boolean;
}

/** One of several: native radio buttons, so that arrow keys and forms work as everywhere. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const own = useId();
  const name = props.name ?? own;
  return (
    <fieldset class={props.row ? 'choices row' : 'choices'}>
      <legend>{props.legend}</legend>
      {props.choices.map(({ value, label, hint, disabled }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            disabled={disabled ?? false}
            required={props.required ?? false}
            onChange={() => props.onChange(value)}
          />
          <span>
            {label}
            {hint === undefined ? null : <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
