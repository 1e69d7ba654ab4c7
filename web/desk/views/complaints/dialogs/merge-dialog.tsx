import { useId, useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { Field } from '../../../../components/field';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

/** The same matter was told twice: this one goes into the other. */
export function MergeDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const [into, setInto] = useState('');
  const [why, setWhy] = useState('');
  const list = useId();
  return (
    <DialogForm
      title={words.act.merge}
      hint={words.dialog.intoHint}
      submit={words.act.merge}
      onClose={onClose}
      onSubmit={(key) =>
        complaints.act(detail.number, 'merge', { into: into.trim().toUpperCase(), why: why.trim() }, key)
      }
    >
      <Field label={words.dialog.into} hint={words.dialog.intoPattern}>
        <input
          required
          list={list}
          pattern="\s*[Cc]\d{8}-\d{4,8}-\d\s*"
          title={words.dialog.intoPattern}
          maxLength={longest.number}
          value={into}
          onInput={(event) => setInto(event.currentTarget.value)}
        />
      </Field>
      <datalist id={list}>
        {detail.complaint.linked.map(({ number }) => (
          <option key={number} value={number} />
        ))}
      </datalist>
      <Field label={words.dialog.why}>
        <textarea
          rows={3}
          required
          maxLength={longest.why}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
