import type { ComplaintStatus } from '../complaints/complaint';
import type { Localized } from '../ports/language';

/**
 * How a complaint stands, as staff and authorities read it: pages, files and packet alike. Customers hear it in words of their
 * own (`names` of nlp-models/complaints/status.yaml).
 */
export const statusNames: Readonly<Record<ComplaintStatus, Localized>> = {
  received: { 'zh-Hans': '已收到', 'zh-Hant': '已收到', en: 'Received' },
  acknowledged: { 'zh-Hans': '已受理', 'zh-Hant': '已受理', en: 'Acknowledged' },
  assessed: { 'zh-Hans': '已评估', 'zh-Hant': '已評估', en: 'Assessed' },
  investigating: { 'zh-Hans': '核实中', 'zh-Hant': '查核中', en: 'Being checked' },
  waiting_for_customer: { 'zh-Hans': '等客户补充', 'zh-Hant': '等客戶補充', en: 'Waiting for customer' },
  answered: { 'zh-Hans': '已有结论', 'zh-Hant': '已有結論', en: 'Answered' },
  decision_communicated: { 'zh-Hans': '已告知结果', 'zh-Hant': '已告知結果', en: 'Customer told' },
  rechecked: { 'zh-Hans': '客户确认解决', 'zh-Hant': '客戶確認解決', en: 'Confirmed solved' },
  closed: { 'zh-Hans': '已办结', 'zh-Hant': '已結案', en: 'Closed' },
  withdrawn: { 'zh-Hans': '已撤回', 'zh-Hant': '已撤回', en: 'Withdrawn' },
  merged: { 'zh-Hans': '已合并', 'zh-Hant': '已合併', en: 'Merged' },
};
