export interface ChecksProps {
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly value: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
}

/** Any of several, as boxes to tick. */
export const Checks = ({ legend, hint, choices, value, onChange }: ChecksProps) => (
  <fieldset class="choices row checks">
    <legend>
      {legend}
      {hint === undefined ? null : <small> {hint}</small>}
    </legend>
    {choices.map(({ code, name }) => (
      <label key={code}>
        <input
          type="checkbox"
          checked={value.includes(code)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...value, code] : value.filter((one) => one !== code))
          }
        />
        <span>{name}</span>
      </label>
    ))}
  </fieldset>
);
