import { useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { Field } from '../../../../components/field';
import { filled } from '../../../../wording/wording';
import { useDesk } from '../../../desk-context';
import { nameOf } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

export type WordsAct = 'answered' | 'withdraw' | 'reopen' | 'escalate' | 'feedBack' | 'separate';

const lengthOf = {
  answered: 'said',
  feedBack: 'note',
  withdraw: 'why',
  reopen: 'why',
  escalate: 'why',
  separate: 'why',
} as const satisfies Record<WordsAct, keyof typeof longest>;

/** Steps that want some words and nothing else. */
export function WordsDialog({ act, detail, onClose }: ActDialogProps & { readonly act: WordsAct }) {
  const { state, complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const [text, setText] = useState('');
  const { number } = detail;
  const owner = nameOf(state.words?.owners, detail.owner, language) ?? detail.owner;
  const label =
    act === 'answered' ? words.dialog.customerSaid : act === 'feedBack' ? words.dialog.feedBack : words.dialog.why;
  const hints: Readonly<Record<WordsAct, string | undefined>> = {
    answered: undefined,
    withdraw: words.dialog.withdrawHint,
    reopen: words.dialog.reopenHint,
    escalate: words.dialog.escalateHint,
    separate: words.dialog.separateHint,
    feedBack: filled(words.dialog.feedBackHint, { owner }),
  };
  const submit = (key: string) => {
    const said = text.trim();
    switch (act) {
      case 'answered':
        return complaints.act(number, act, { words: said }, key);
      case 'feedBack':
        return complaints.act(number, act, { note: said }, key);
      default:
        return complaints.act(number, act, { why: said }, key);
    }
  };
  return (
    <DialogForm title={words.act[act]} hint={hints[act]} submit={words.dialog.save} onClose={onClose} onSubmit={submit}>
      <Field label={label}>
        <textarea
          rows={4}
          required
          maxLength={longest[lengthOf[act]]}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
