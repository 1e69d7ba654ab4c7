import type { RefusalsWording } from './desk-wording';

/** Why a step of a complaint did not happen, and what has to come first. */
export const zhHantRefusals: RefusalsWording = {
  complaintRefusal: {
    taken: '{name}正在處理這件投訴。',
    gone: '這件投訴您現在看不到了。',
    not_now: '投訴已經到了別的環節，現在不能這樣操作。',
    not_allowed: '您沒有這項權限。',
    reason_needed: '請寫明原因。',
    needs_answer: '還沒有答覆和原因，請先答覆客戶。',
    needs_recheck: '還不能結案：要等客戶確認解決，或在不同時段（上午、下午、晚上）兩次聯絡未果。',
    not_found: '沒有找到這個編號的投訴，請核對。',
    unknown: '找不到所選的同事、原因或補救，請重新選擇。',
    needs_amount: '補償要填金額，禮品要填價值。',
    above_limit: '超過您可以給的金額，需要班長核准。',
    busy: '同事也在改這件投訴，請稍後再試。',
  },
  beforeClosing: {
    /** Between two sentences. */
    space: '',
    lead: '現在還不能結案：',
    notTold: '答覆還沒有告知客戶。請先告知，再問是否解決。',
    noWord: '客戶還沒有確認已解決。客戶確認後，請記錄回訪結果。',
    tries: '聯絡不上客戶時，請在不同時段（上午、下午、18 點後）記錄 {of} 次未聯絡上；目前 {n} 次。',
    sameTime: '已記錄 {n} 次未聯絡上，但都在同一時段。請換個時段（上午、下午、18 點後）再聯絡一次。',
  },
};
