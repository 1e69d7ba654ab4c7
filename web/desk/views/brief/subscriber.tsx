import type { AccountFacts } from '../../../../src/desk/desk-api';
import { label } from '../../../wording/desk/desk-wording';
import { filled } from '../../../wording/wording';
import { useDesk } from '../../desk-context';
import { dataSize, yuan } from '../../format';

/** Plan, money, data, and the services ordered. */
export function Subscriber({ facts: { subscriber, usage, services } }: { facts: AccountFacts }) {
  const { wording, language } = useDesk();
  const words = wording.brief;
  const named = (one: { readonly name: string; readonly nameEn: string }) =>
    language === 'en' ? one.nameEn : one.name;
  const day = (at: number) => new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric' }).format(at);
  return (
    <>
      <dl>
        {subscriber ? (
          <>
            <div>
              <dt>{words.plan}</dt>
              <dd>
                {label(words.brand, subscriber.brand)} · {named(subscriber.plan)} ·{' '}
                {filled(words.monthly, { amount: yuan(subscriber.plan.monthlyFen) })}
              </dd>
            </div>
            <div>
              <dt>{words.balance}</dt>
              <dd>
                ¥{yuan(subscriber.balanceFen)} · {words.accountStatus[subscriber.status]}
                {subscriber.arrearsFen > 0 ? ` · ${words.arrears} ¥${yuan(subscriber.arrearsFen)}` : ''}
              </dd>
            </div>
          </>
        ) : null}
        {usage ? (
          <div>
            <dt>{words.usage}</dt>
            <dd>
              {filled(words.usageOf, { used: dataSize(usage.usedMb), quota: dataSize(usage.quotaMb) })}
              {usage.outOfPlanMb > 0
                ? ` · ${filled(words.outOfPlan, { used: dataSize(usage.outOfPlanMb), amount: yuan(usage.outOfPlanFen) })}`
                : ''}
            </dd>
          </div>
        ) : null}
      </dl>
      {services.length > 0 ? (
        <>
          <h4>{words.services}</h4>
          <ul class="services">
            {services.map((service) => (
              <li key={service.id} class={service.disputed ? 'disputed' : ''}>
                <span>
                  {named(service)}
                  {service.disputed ? <span class="chip bad">{words.disputed}</span> : null}
                  <small>
                    {filled(words.orderedOn, { date: day(service.orderedAt) })}
                    {service.cancelledAt === undefined
                      ? ''
                      : ` · ${filled(words.cancelledOn, { date: day(service.cancelledAt) })}`}
                    {' · '}
                    {language === 'en' ? service.orderedDetailEn : service.orderedDetail}
                  </small>
                </span>
                <span class="amount">
                  {service.freeWithPlan
                    ? words.freeWithPlan
                    : filled(words.monthly, { amount: yuan(service.monthlyFen) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
