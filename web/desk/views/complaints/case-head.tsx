import type { ComplaintDetail } from '../../../../src/desk/complaint-api';
import { Chip } from '../../../components/chip';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { packetAddress } from '../../api';
import { serverNow, useDesk } from '../../desk-context';
import { nameOf, whenOf } from '../../format';
import { nameOfStaff } from '../../state/name-of-staff';

/** Which one, about what, how pressing, and with whom. */
export function CaseHead({ detail, askPacket }: { detail: ComplaintDetail; askPacket: () => void }) {
  const { state, complaints, wording, language } = useDesk();
  const words = wording.complaints;
  const { route, me } = state;
  const { complaint, number, type, status, priority, level, handler } = detail;
  const kinds = state.words?.subTypes.filter((one) => one.type === type);
  const subType = nameOf(kinds, detail.subType ?? '', language) ?? detail.subType;
  const mayPrint = me?.role === 'supervisor' || (handler !== undefined && handler === me?.name);
  const toList = () => {
    if (route.view !== 'complaints') return;
    const { number: _, ...others } = route;
    complaints.go(others);
  };
  return (
    <header class="case-head">
      <div class="line">
        <button type="button" class="bare only-narrow" aria-label={wording.back} onClick={toList}>
          <Icon name="back" />
        </button>
        <h2 class="number words" tabIndex={-1} id="chosen">
          {number}
        </h2>
        {mayPrint ? (
          <Menu label={words.packet} class="quiet small packet" button={words.packet}>
            {(close) => (
              <>
                <a class="choice" href={packetAddress(number, 'pdf', language)} download={`${number}.pdf`}>
                  <span>
                    {words.print}
                    <small>{words.printHint}</small>
                  </span>
                </a>
                <a class="choice" href={packetAddress(number, 'json', language)} download={`${number}.json`}>
                  {words.json}
                </a>
                <button
                  type="button"
                  class="choice"
                  onClick={() => {
                    close();
                    askPacket();
                  }}
                >
                  {words.packetFull}
                </button>
              </>
            )}
          </Menu>
        ) : null}
      </div>
      <p>
        <b>{[label(wording.complaintType, type), subType].filter(Boolean).join(' · ')}</b>
      </p>
      <p class="chips">
        <Chip tone="accent">{label(wording.complaintStatus, status)}</Chip>
        {priority > 0 ? <Chip tone={priority === 2 ? 'bad' : 'warn'}>{wording.priority[priority]}</Chip> : null}
        {level > 0 ? <Chip tone="warn">{words.level[level]}</Chip> : null}
        {detail.reopened > 0 ? <Chip tone="warn">{filled(words.reopened, { n: detail.reopened })}</Chip> : null}
        {complaint.repeatCount > 0 ? (
          <Chip tone="warn">{filled(words.repeat, { n: complaint.repeatCount + 1 })}</Chip>
        ) : null}
        {complaint.anger >= 2 ? (
          <Chip tone={complaint.anger >= 3 ? 'bad' : 'warn'}>{wording.anger[Math.min(3, complaint.anger)]}</Chip>
        ) : null}
        {complaint.mergedInto ? <Chip>{filled(words.mergedInto, { number: complaint.mergedInto.number })}</Chip> : null}
        {complaint.problem ? (
          <Chip tone="warn">{filled(words.partOf, { number: complaint.problem.number })}</Chip>
        ) : null}
      </p>
      <p class="facts">
        {[
          detail.phone ?? words.anonymous,
          label(wording.identity, complaint.identity),
          label(wording.channel, complaint.channel),
          label(wording.language, complaint.language),
          filled(words.filed, { time: whenOf(detail.createdAt, serverNow(state), language) }),
        ].join(' · ')}
      </p>
      <p class="facts">
        {filled(words.handler, { name: handler === undefined ? words.nobody : nameOfStaff(state, handler) })}
        {' · '}
        {filled(words.owner, { owner: nameOf(state.words?.owners, detail.owner, language) ?? detail.owner })}
      </p>
    </header>
  );
}
