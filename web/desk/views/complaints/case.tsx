import { useRef, useState } from 'preact/hooks';
import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useDesk } from '../../desk-context';
import { Assessment } from './assessment';
import { CaseActs } from './case-acts';
import { CaseHead } from './case-head';
import { CaseHistory } from './case-history';
import { CaseTranscript } from './case-transcript';
import { Clocks } from './clocks';
import { Contacts } from './contacts';
import { Decisions } from './decisions';
import { ActDialog, type DialogAct } from './dialogs/act-dialog';
import { PacketDialog } from './dialogs/packet-dialog';
import { Linked } from './linked';
import { Marks } from './marks';
import { Remedies } from './remedies';
import { StageLine } from './stage-line';
import { Story } from './story';

/** Everything about one complaint, and what may be done with it. */
export function Case({ detail }: { detail: ComplaintDetail }) {
  const { wording } = useDesk();
  const [dialog, ask] = useState<DialogAct | 'packet' | undefined>();
  const { complaint } = detail;
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  return (
    <section class="case" aria-label={wording.brief.complaint} ref={box}>
      <CaseHead detail={detail} askPacket={() => ask('packet')} />
      <CaseActs detail={detail} ask={ask} />
      <StageLine complaint={complaint} />
      <div class="case-body">
        <div class="case-side">
          <Clocks detail={detail} />
          <Marks detail={detail} />
          <Assessment complaint={complaint} />
          <Linked complaint={complaint} />
        </div>
        <div class="case-main">
          <Story complaint={complaint} />
          <Decisions complaint={complaint} />
          <Remedies detail={detail} />
          <Contacts complaint={complaint} nextCall={detail.nextCall} />
          <CaseTranscript detail={detail} />
          <CaseHistory complaint={complaint} />
        </div>
      </div>
      {dialog === undefined ? null : dialog === 'packet' ? (
        <PacketDialog detail={detail} onClose={() => ask(undefined)} />
      ) : (
        <ActDialog act={dialog} detail={detail} onClose={() => ask(undefined)} />
      )}
    </section>
  );
}
