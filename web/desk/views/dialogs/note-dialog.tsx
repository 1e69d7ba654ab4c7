import { useState } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import { Field } from '../../../components/field';
import { useDesk } from '../../desk-context';
import { DialogForm } from './dialog-form';

/** For colleagues only; a whisper goes to the agent who has the customer. */
export function NoteDialog(props: {
  readonly detail: HandoffDetail;
  readonly kind: 'note' | 'whisper';
  readonly onClose: () => void;
}) {
  const { desk, wording } = useDesk();
  const words = wording.noteDialog;
  const [text, setText] = useState('');
  const whisper = props.kind === 'whisper';
  return (
    <DialogForm
      title={whisper ? words.whisperTitle : words.title}
      hint={whisper ? words.whisperHint : words.hint}
      submit={words.submit}
      onClose={props.onClose}
      onSubmit={(key) => desk.note(props.detail.id, props.kind, text.trim(), key)}
    >
      <Field label={words.text}>
        <textarea
          rows={4}
          required
          maxLength={longest.note}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
