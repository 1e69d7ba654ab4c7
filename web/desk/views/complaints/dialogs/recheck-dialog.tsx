import { useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** What the customer says: solved, or why not. */
export function RecheckDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const [solved, setSolved] = useState<'yes' | 'no' | undefined>();
  const [said, setSaid] = useState('');
  const submit = (key: string) =>
    complaints.act(
      detail.number,
      'recheck',
      {
        solved: solved === 'yes',
        ...(said.trim() === '' ? {} : { words: said.trim() }),
      },
      key,
    );
  return (
    <DialogForm title={words.act.recheck} submit={words.dialog.save} onClose={onClose} onSubmit={submit}>
      <Choices
        legend={words.dialog.solved}
        required
        value={solved}
        onChange={setSolved}
        choices={[
          { value: 'yes', label: words.dialog.solvedYes },
          { value: 'no', label: words.dialog.solvedNo, hint: words.dialog.recheckNoHint },
        ]}
      />
      <Field label={words.dialog.words} hint={solved === 'no' ? undefined : wording.optional}>
        <textarea
          rows={3}
          required={solved === 'no'}
          maxLength={longest.said}
          value={said}
          onInput={(event) => setSaid(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
