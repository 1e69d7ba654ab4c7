import { longest } from '../../../../src/desk/longest';
import { hasChinese } from '../../../../src/ports/language';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';

export interface Told {
  readonly text: string;
  readonly english: string;
}
export interface ToldWordsProps {
  readonly label: string;
  readonly hint: string;
  /** What customers of English hear when nothing is written for them. */
  readonly englishHint: string;
  readonly value: Told;
  readonly onChange: (value: Told) => void;
}

/** What customers are told: in Simplified Chinese, and in English where the writer can. */
export function ToldWords({ label, hint, englishHint, value, onChange }: ToldWordsProps) {
  const { form } = useBoard().wording.problems;
  return (
    <>
      <Field label={label} hint={hint}>
        <textarea
          rows={3}
          required
          lang="zh-Hans"
          maxLength={longest.told}
          value={value.text}
          onInput={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
        />
      </Field>
      <Field label={form.english} hint={englishHint}>
        <textarea
          rows={2}
          lang="en"
          maxLength={longest.told}
          value={value.english}
          onInput={({ currentTarget }) => {
            currentTarget.setCustomValidity(hasChinese(currentTarget.value) ? form.noChinese : '');
            onChange({ ...value, english: currentTarget.value });
          }}
        />
      </Field>
    </>
  );
}
