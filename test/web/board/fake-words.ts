import type { BoardWords } from '../../../src/desk/board-api';
import type { DeskWords } from '../../../src/desk/desk-api';
import { type Dimension, dimensions, type Measure, measures } from '../../../src/figures/figures';
import { fakeWords } from '../desk/fake-words';

const names = (hans: string, hant: string, en: string) => ({ 'zh-Hans': hans, 'zh-Hant': hant, en });
type Row = readonly [
  hans: string,
  hant: string,
  en: string,
  unit: BoardWords['measures'][number]['unit'],
  good: 'more' | 'less' | 'neither',
];

const measureNames: Readonly<Record<Measure, Row>> = {
  complaints: ['投诉量', '投訴量', 'Complaints', 'count', 'less'],
  complaint_rate: [
    '投诉率（每万次来访）',
    '投訴率（每萬次來訪）',
    'Complaint rate per 10,000 contacts',
    'per_10000',
    'less',
  ],
  omission_rate: ['漏项率', '漏項率', 'Omission rate', 'share', 'less'],
  dissatisfaction_rate: ['不满意率', '不滿意率', 'Dissatisfaction rate', 'share', 'less'],
  on_time_rate: ['按时解决率', '準時解決率', 'Solved on time', 'share', 'more'],
  law_on_time_rate: ['法定时限答复率', '法定時限答覆率', 'Answered within the legal limit', 'share', 'more'],
  repeat_rate: ['重复投诉率', '重複投訴率', 'Repeat rate', 'share', 'less'],
  reopen_rate: ['重新打开率', '重新打開率', 'Re-open rate', 'share', 'less'],
  durable_resolution: ['7 天后仍已解决', '7 天後仍已解決', 'Still solved after 7 days', 'share', 'more'],
  correction_rate: ['类型更正率', '類型更正率', 'Type corrected', 'share', 'less'],
  first_reply_time: ['首次答复用时', '首次答覆用時', 'Time to first reply', 'ms', 'less'],
  resolve_time: ['解决用时', '解決用時', 'Time to resolve', 'ms', 'less'],
  remedy_cost: ['补救支出', '補救支出', 'Cost of remedies', 'fen', 'neither'],
  contacts: ['来访量', '來訪量', 'Contacts', 'count', 'neither'],
  containment: ['机器人独立解决率', '機器人獨立解決率', 'Solved by the bot alone', 'share', 'more'],
  first_contact_resolution: ['一次解决率', '一次解決率', 'Solved at the first contact', 'share', 'more'],
  hand_off_rate: ['转人工率', '轉真人率', 'Hand-off rate', 'share', 'less'],
  not_understood_rate: ['没听懂率', '沒聽懂率', 'Not understood', 'share', 'less'],
  handoffs: ['转人工量', '轉真人量', 'Hand-overs', 'count', 'neither'],
  misrouting_rate: ['派错组率', '派錯組率', 'Sent to the wrong team', 'share', 'less'],
  waiting_time: ['等待用时', '等待用時', 'Waiting time', 'ms', 'less'],
  handling_time: ['处理用时', '處理用時', 'Handling time', 'ms', 'neither'],
  left_line_rate: ['等待中离开率', '等待中離開率', 'Left the line', 'share', 'less'],
  person_dissatisfaction_rate: ['人工服务不满意率', '真人服務不滿意率', 'Unhappy with a person', 'share', 'less'],
};

/** Department, names; codes of the real data files, so that pictures show real lengths. */
const causes = {
  unclear_consent: names('订购确认不清', '訂購確認不清', 'Consent was unclear'),
  wrong_charge: names('系统多收', '系統多收', 'Charged by mistake'),
  weak_signal: names('信号覆盖弱', '訊號覆蓋弱', 'Weak coverage'),
  fibre_cut: names('光缆中断', '光纜中斷', 'Fibre cut'),
  late_visit: names('上门超时', '到府逾時', 'Visit too late'),
  plan_misread: names('套餐说明容易误解', '方案說明容易誤解', 'Plan easily misread'),
  rude_words: names('服务用语不当', '服務用語不當', 'Rude words'),
  slow_refund: names('退费流程慢', '退費流程慢', 'Refunds take long'),
  wrong_answer: names('答复口径不一致', '答覆說法不一致', 'Different answers'),
  faulty_device: names('设备故障', '設備故障', 'Faulty device'),
  queue: names('营业厅排队久', '門市排隊久', 'Long queues in shops'),
  promise_not_kept: names('承诺没有兑现', '承諾沒有兌現', 'Promise not kept'),
  number_blocked: names('号码误停', '號碼誤停', 'Number blocked by mistake'),
  roaming_unclear: names('漫游资费不清楚', '漫遊資費不清楚', 'Roaming prices unclear'),
};
export const causeCodes = Object.keys(causes);
export const teamNames = {
  value_added: names('增值业务小组', '加值服務小組', 'Value-added services'),
  network: names('网络维护小组', '網路維護小組', 'Network team'),
  billing: names('计费账务小组', '計費帳務小組', 'Billing team'),
  service_training: names('服务培训小组', '服務訓練小組', 'Service training'),
};
export const areaNames = {
  east: names('东城区', '東城區', 'East District'),
  west: names('西城区', '西城區', 'West District'),
  harbour: names('港口新区', '港口新區', 'Harbour New Area'),
  hills: names('云山县', '雲山縣', 'Yunshan County'),
};
const topicNames = {
  'data_usage.remaining': names('剩余流量', '剩餘流量', 'Data left'),
  'billing.why_higher': names('话费为什么变多', '帳單為什麼變多', 'Why the bill is higher'),
  'ring_back_tone.cancel': names('取消彩铃', '取消來電答鈴', 'Cancelling the ring-back tone'),
};

export function fakeBoardWords(): BoardWords {
  const words = deskWordsOfBoard();
  return {
    measures: measures.map((measure) => {
      const [hans, hant, en, unit, good] = measureNames[measure];
      return {
        measure,
        names: names(hans, hant, en),
        definition: names(
          `${hans}：这段时间内开始的投诉里符合条件的件数，除以同一时间开始的全部件数；撤回和合并的不计入。`,
          `${hant}：這段時間內開始的投訴裡符合條件的件數，除以同一時間開始的全部件數；撤回和合併的不計入。`,
          `${en}: those of the complaints begun in this time that meet the condition, divided by all begun in it; withdrawn and merged ones are left out.`,
        ),
        unit,
        good,
        by: dimensions.filter((dimension) => measure !== 'complaint_rate' || !['type', 'team'].includes(dimension)),
      };
    }),
    names: {
      type: {
        staff_attitude: names('服务态度', '服務態度', 'Staff attitude'),
        pricing_billing: names('价格与结算', '資費與帳務', 'Prices and billing'),
        product_quality: names('产品质量', '產品品質', 'Product quality'),
        after_sales: names('配套与售后', '配套與售後', 'Follow-up and after-sales service'),
      },
      subType: Object.fromEntries(words.subTypes.map(({ code, names }) => [code, names])),
      channel: {
        web: names('网页', '網頁', 'Web'),
        sms: names('短信', '簡訊', 'SMS'),
        voice: names('热线', '客服專線', 'Hotline'),
      },
      area: areaNames,
      team: teamNames,
      cause: causes,
      topic: topicNames,
      reason: {},
    },
    reviewDue: [],
  };
}

export function deskWordsOfBoard(): DeskWords {
  const words = fakeWords();
  return {
    ...words,
    owners: Object.entries(teamNames).map(([code, names]) => ({ code, names })),
    causes: [
      {
        code: 'all',
        names: names('常见原因', '常見原因', 'Frequent causes'),
        types: [],
        causes: Object.entries(causes).map(([code, names]) => ({ code, names })),
      },
    ],
  };
}

/** Codes a dimension can have in the fake figures. */
export const codesOf: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  type: ['pricing_billing', 'product_quality', 'after_sales', 'staff_attitude'],
  botType: ['pricing_billing', 'product_quality', 'after_sales', 'staff_attitude'],
  subType: ['unauthorised_order', 'double_charge', 'no_signal', 'broadband_outage', 'rude', 'no_show', ''],
  channel: ['web', 'sms', 'voice'],
  area: ['east', 'west', 'harbour', 'hills', ''],
  team: Object.keys(teamNames),
  cause: ['', ...causeCodes],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
  weekday: ['1', '2', '3', '4', '5', '6', '7'],
};
