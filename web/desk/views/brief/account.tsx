import { useEffect, useState } from 'preact/hooks';
import type { AccountFacts, HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { api } from '../../api';
import { useDesk } from '../../desk-context';
import { Bills } from './bills';
import { Subscriber } from './subscriber';

/**
 * The account, asked for when one needs it: whoever has the customer sees it at once, anybody else asks by a button,
 * because every look is recorded.
 */
export function Account({ detail }: { detail: HandoffDetail }) {
  const { state, desk, wording } = useDesk();
  const words = wording.brief;
  const [facts, setFacts] = useState<AccountFacts | undefined>();
  const [asked, setAsked] = useState(false);
  const { id } = detail;
  const mine = detail.status === 'assigned' && detail.agent === state.me?.name;
  const may = mine || state.me?.role === 'supervisor';
  const load = async () => {
    setAsked(true);
    setFacts(await desk.lookUp(api.account(id)));
    setAsked(false);
  };
  useEffect(() => {
    setFacts(undefined);
    if (mine) void load();
  }, [id, mine]);
  if (!may) return null;
  return (
    <Section title={words.account}>
      {facts ? (
        <Facts facts={facts} />
      ) : asked ? (
        <p class="empty">{wording.loading}</p>
      ) : (
        <p>
          <button type="button" class="quiet small" onClick={() => void load()}>
            {words.accountLoad}
          </button>{' '}
          <span class="quiet-text">{words.accountAudited}</span>
        </p>
      )}
    </Section>
  );
}

function Facts({ facts }: { facts: AccountFacts }) {
  const { wording } = useDesk();
  if (facts.unavailable !== undefined) return <p class="empty">{wording.brief.noAccount[facts.unavailable]}</p>;
  return (
    <div class="account">
      <Subscriber facts={facts} />
      <Bills bills={facts.bills} />
    </div>
  );
}
