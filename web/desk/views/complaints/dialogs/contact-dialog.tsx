import { useState } from 'preact/hooks';
import { Choices } from '../../../../components/choices';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

const ways = ['phone', 'sms', 'chat'] as const;
type Way = (typeof ways)[number];
/** What can come of each way. */
const outcomesOf = {
  phone: ['reached', 'no_answer', 'busy', 'wrong_number'],
  sms: ['reached', 'no_reply'],
  chat: ['reached', 'no_reply'],
} as const satisfies Record<Way, readonly string[]>;
type Outcome = (typeof outcomesOf)[Way][number];

/** A try to reach the customer. */
export function ContactDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const [way, setWay] = useState<Way>('phone');
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  return (
    <DialogForm
      title={words.act.contact}
      hint={words.dialog.contactHint}
      submit={words.dialog.save}
      onClose={onClose}
      onSubmit={(key) => complaints.act(detail.number, 'contact', { way, outcome: outcome ?? '' }, key)}
    >
      <Choices
        legend={words.dialog.way}
        row
        value={way}
        onChange={(next) => {
          setWay(next);
          setOutcome(undefined);
        }}
        choices={ways.map((value) => ({ value, label: words.way[value] }))}
      />
      <Choices
        legend={words.dialog.outcome}
        row
        required
        value={outcome}
        onChange={setOutcome}
        choices={outcomesOf[way].map((value) => ({ value, label: words.contactOutcome[value] }))}
      />
    </DialogForm>
  );
}
