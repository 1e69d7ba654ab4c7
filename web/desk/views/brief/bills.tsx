import type { AccountFacts } from '../../../../src/desk/desk-api';
import { useDesk } from '../../desk-context';
import { yuan } from '../../format';

/** The last bills, newest first; the line the complaint is about stands out. */
export function Bills({ bills }: { bills: AccountFacts['bills'] }) {
  const { wording, language } = useDesk();
  const words = wording.brief;
  if (bills.length === 0) return null;
  return (
    <>
      <h4>{words.bills}</h4>
      {bills.map((bill, index) => (
        <details key={bill.month} class="bill" open={index === 0 || bill.items.some(({ disputed }) => disputed)}>
          <summary class="bill-line">
            <span>
              {bill.month}
              {bill.open ? <small> {words.openBill}</small> : null}
            </span>
            <span class="amount">¥{yuan(bill.totalFen)}</span>
          </summary>
          <table>
            <tbody>
              {bill.items.map((item, line) => (
                <tr key={line} class={item.disputed ? 'disputed' : ''}>
                  <th scope="row">
                    {language === 'en' ? item.nameEn : item.name}
                    {item.disputed ? <span class="chip bad">{words.disputed}</span> : null}
                  </th>
                  <td class="amount">¥{yuan(item.amountFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </>
  );
}
