import { Dialog } from '../../../../components/dialog';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import { closingText } from '../closing-text';
import type { ActDialogProps } from './act-dialog';

/** Closes it, or says what has to come first: there is nothing to press then. */
export function CloseDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const { beforeClosing } = detail;
  if (beforeClosing)
    return (
      <Dialog title={words.act.close} closeLabel={wording.close} onClose={onClose}>
        <div class="dialog-body before-closing" role="status">
          <p>{wording.beforeClosing.lead}</p>
          <ul class="lines">
            {closingText(beforeClosing, wording).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
        <footer>
          <button type="button" class="quiet" onClick={onClose}>
            {wording.cancel}
          </button>
        </footer>
      </Dialog>
    );
  return (
    <DialogForm
      title={words.act.close}
      submit={words.act.close}
      onClose={onClose}
      onSubmit={(key) => complaints.act(detail.number, 'close', {}, key)}
    >
      <p>{words.dialog.closeText}</p>
    </DialogForm>
  );
}
