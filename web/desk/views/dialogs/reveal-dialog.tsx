import { useState } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import { Choices } from '../../../components/choices';
import { Field } from '../../../components/field';
import { useDesk } from '../../desk-context';
import { DialogForm } from './dialog-form';

const whats = ['phone', 'name', 'conversation'] as const;
const whys = ['verify', 'call', 'act', 'check', 'other'] as const;

/** Full values, with a reason that goes into the audit trail (L7). Hidden again when one looks at another customer. */
export function RevealDialog({ detail, onClose }: { detail: HandoffDetail; onClose: () => void }) {
  const { desk, wording } = useDesk();
  const words = wording.reveal;
  const [what, setWhat] = useState<(typeof whats)[number]>('phone');
  const [why, setWhy] = useState<(typeof whys)[number] | undefined>();
  const [other, setOther] = useState('');
  return (
    <DialogForm
      title={words.title}
      hint={words.hint}
      submit={words.submit}
      onClose={onClose}
      onSubmit={async () =>
        why !== undefined && desk.reveal(detail.id, { what, why: why === 'other' ? other.trim() : words.whys[why] })
      }
    >
      <Choices
        legend={words.what}
        row
        value={what}
        onChange={setWhat}
        choices={whats.map((value) => ({ value, label: words.whats[value] }))}
      />
      <Choices
        legend={words.why}
        required
        value={why}
        onChange={setWhy}
        choices={whys.map((value) => ({ value, label: words.whys[value] }))}
      />
      {why === 'other' ? (
        <Field label={words.other}>
          <input
            required
            maxLength={longest.why}
            value={other}
            onInput={(event) => setOther(event.currentTarget.value)}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}
