import { useRef } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { type DialogName, useDesk } from '../../desk-context';
import { CallBackDialog } from './call-back-dialog';
import { FinishDialog } from './finish-dialog';
import { NoteDialog } from './note-dialog';
import { RevealDialog } from './reveal-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';
import { TransferDialog } from './transfer-dialog';

/**
 * The one dialog that is open, if any. Those about a customer stay when he is with somebody else by now: what is written in
 * them is not taken away, and the server says why it came to nothing.
 */
export function Dialogs({ open, latest }: { open: DialogName | undefined; latest: HandoffDetail | undefined }) {
  const { ask } = useDesk();
  const close = () => ask(undefined);
  const begun = useRef<{ readonly open: DialogName; readonly detail: HandoffDetail } | undefined>(undefined);
  if (begun.current?.open !== open) begun.current = undefined;
  if (open === undefined) return null;
  if (open === 'shortcuts') return <ShortcutsDialog onClose={close} />;
  if (latest?.may.includes(open) && (begun.current?.detail.id ?? latest.id) === latest.id)
    begun.current = { open, detail: latest };
  const detail = begun.current?.detail;
  if (!detail) return null;
  switch (open) {
    case 'transfer':
    case 'reassign':
      return <TransferDialog detail={detail} act={open} onClose={close} />;
    case 'note':
    case 'whisper':
      return <NoteDialog detail={detail} kind={open} onClose={close} />;
    case 'call_back':
      return <CallBackDialog detail={detail} onClose={close} />;
    case 'finish':
      return <FinishDialog detail={detail} onClose={close} />;
    case 'reveal':
      return <RevealDialog detail={detail} onClose={close} />;
  }
}
