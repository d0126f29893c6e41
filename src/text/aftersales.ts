import type { Words } from './locale.ts';

/** Sentences of after-sales cases. */
export const aftersales = {
  'does.case': { en: 'After-sales: return, exchange, repair, complaint', zh: '售后：退货、换货、维修、投诉' },

  'case.kind.return': { en: 'return', zh: '退货' },
  'case.kind.exchange': { en: 'exchange', zh: '换货' },
  'case.kind.repair': { en: 'repair', zh: '维修' },
  'case.kind.complaint': { en: 'complaint', zh: '投诉' },
  'case.state.open': { en: 'open', zh: '处理中' },
  'case.state.received': { en: 'goods received', zh: '已收到退件' },
  'case.state.closed': { en: 'closed', zh: '已结案' },
  'case.goods.stock': { en: 'back to stock', zh: '退回库存' },
  'case.goods.scrap': { en: 'scrapped', zh: '已报废' },
  'case.goods.lost': { en: 'written off: lost', zh: '丢失核销' },

  'case.label.kind': { en: 'Kind', zh: '类型' },
  'case.label.text': { en: 'What is wrong', zh: '问题描述' },
  'case.label.owner': { en: 'Handled by', zh: '处理人' },
  'case.label.due': { en: 'Due', zh: '处理期限' },
  'case.label.goods': { en: 'Goods', zh: '货物去向' },
  'case.label.outcome': { en: 'Outcome', zh: '处理结果' },
  'case.label.parts': { en: 'Goods', zh: '货物' },
  'label.credited': { en: 'Credit for returns', zh: '退货抵扣' },
  'label.refund': { en: 'To be refunded', zh: '待退款' },
  'label.returned': { en: 'Returned', zh: '已退' },
  'label.returned_or_lost': { en: 'Returned or written off', zh: '已退/核销' },

  'case.in_line': { en: '{case} {kind}, due {date}', zh: '{case} {kind}，期限 {date}' },
  'case.open_on_order': { en: 'After-sales: {cases}', zh: '售后：{cases}' },
  'case.due': { en: 'due {date}', zh: '期限 {date}' },
  'case.show_all': { en: 'Cases', zh: '售后单' },
  'case.open_one': { en: 'Open a case', zh: '登记售后' },
  'case.receive': { en: 'Goods received', zh: '收到退件' },
  'case.receive_stock': { en: 'Received: to stock', zh: '收货入库' },
  'case.receive_scrap': { en: 'Received: scrap', zh: '收货报废' },
  'case.receive_lost': { en: 'Lost: write off', zh: '丢失核销' },
  'case.receive_sure': {
    en: '{case}: “{what}”. This cannot be undone. Go on?',
    zh: '{case}：“{what}”。此操作无法撤销，是否继续？',
  },
  'case.close': { en: 'Close the case', zh: '结案' },
  'case.hand': { en: 'Hand over', zh: '转交处理人' },
  'case.move_due': { en: 'Change due date', zh: '修改期限' },
  'case.gone': { en: '{case} is handed over to somebody else', zh: '{case} 已转交他人处理' },
  'case.open_order': { en: 'Open the order', zh: '打开订单' },

  'case.list.title': { en: 'Open after-sales cases', zh: '处理中的售后' },
  'case.list.empty': {
    en: 'No open cases. Open one from the card of a delivered order, or with “/order case SO-000042”.',
    zh: '暂无处理中的售后。可在已签收订单的卡片上登记，或输入“/order 售后 SO-000042”。',
  },
  'case.list.of_order': { en: 'After-sales of {order}', zh: '{order} 的售后' },
  'case.list.of_order_none': { en: 'There is no case about {order}.', zh: '{order} 没有售后记录。' },

  'form.case.title': { en: 'After-sales case · {order}', zh: '登记售后 · {order}' },
  'form.case.close': { en: 'Close {case}', zh: '{case} 结案' },
  'form.case.hand': { en: 'Hand over {case}', zh: '转交 {case}' },
  'form.case.due': { en: 'Due date of {case}', zh: '{case} 的处理期限' },
  'form.case.owner_hint': {
    en: 'Left empty: who shipped it; of a complaint the order’s owner',
    zh: '不填则由发货人处理；投诉由订单负责人处理',
  },
  'form.case.left': { en: 'at most {n} {unit}', zh: '最多 {n} {unit}' },
  'form.case.parts_hint': { en: 'Like A100x2 B200x1', zh: '例如 A100x2 B200x1' },

  'did.case_open': { en: 'opened a case', zh: '登记售后' },
  'did.case_edit': { en: 'changed a case', zh: '修改售后' },
  'did.case_receive': { en: 'took returned goods in, or wrote lost ones off', zh: '收到售后退件或核销丢失货物' },
  'did.case_close': { en: 'closed a case', zh: '售后结案' },

  'reminder.case.before': {
    en: 'A {kind} is due on {date}, in {days} days',
    zh: '{kind}应于 {date} 处理完，还有 {days} 天',
  },
  'reminder.case.tomorrow': { en: 'A {kind} is due tomorrow ({date})', zh: '{kind}明天（{date}）到期' },
  'reminder.case.today': { en: 'A {kind} is due today ({date})', zh: '{kind}今天（{date}）到期' },
  'reminder.case.yesterday': { en: 'A {kind} was due yesterday ({date})', zh: '{kind}昨天（{date}）到期，已逾期' },
  'reminder.case.after': {
    en: 'A {kind} was due on {date}, {days} days ago',
    zh: '{kind}应于 {date} 处理完，已逾期 {days} 天',
  },

  'error.case_not_found': {
    en: 'There is no case “{name}” that you may see. Type “/order case” for the open ones.',
    zh: '没有找到您可查看的售后单“{name}”。输入“/order 售后”查看处理中的售后。',
  },
  'error.case_not_yours': {
    en: 'You may not do that to {case}. Whoever handles the case, a manager of the team or (for goods that came back) operations may; a case is opened by the order’s owner, a manager, finance or operations.',
    zh: '您不能对 {case} 执行此操作。可由处理人、团队主管或（收货时）运营操作；售后由订单负责人、主管、财务或运营登记。',
  },
  'error.case_nothing_delivered': {
    en: 'Nothing of {order} arrived yet, nor was it lost, so there is no case to open. Confirm the delivery first, or say that the parcel is lost.',
    zh: '{order} 尚无已签收或已丢失的货物，不能登记售后。请先确认签收，或登记包裹丢失。',
  },
  'error.case_many': {
    en: '{order} has {n} open cases already. Close one of them first.',
    zh: '{order} 已有 {n} 个处理中的售后，请先结案其中之一。',
  },
  'error.case_quantity': {
    en: 'Of {sku} at most {left} can go into this case: no more arrived or was lost and is not in another case already. Correct the quantity.',
    zh: '{sku} 最多可登记 {left}：超出已签收或丢失且未在其他售后中的数量。请修改数量。',
  },
  'error.case_lines': {
    en: 'A {kind} must say which goods it is about and how many, like A100x2.',
    zh: '{kind}必须填写货物和数量，例如 A100x2。',
  },
  'error.case_line': {
    en: '“{text}” is no line of {order} that arrived or was lost. What can go into a case: {lines}. Write it like that.',
    zh: '“{text}”不是 {order} 中已签收或丢失的货物。可登记的货物：{lines}。请照此填写。',
  },
  'error.case_text': { en: 'Please say what is wrong.', zh: '请填写问题描述。' },
  'error.case_outcome': { en: 'Please say how the case ended.', zh: '请填写处理结果。' },
  'error.case_owner': {
    en: '{name} has no role, and so cannot handle a case. Choose somebody else.',
    zh: '{name} 没有角色，不能处理售后，请选择其他人。',
  },
  'error.case_kind': {
    en: '“{text}” is no kind of case. {usage}',
    zh: '“{text}”不是售后类型。{usage}',
  },
  'error.case_step': {
    en: '“{text}” is nothing that can be done with {case}. Take its goods in with “/order case {case} receive stock” (or “scrap”, “lost”), or write “/order case {case} close replaced”, “hand @bob” or “due 12/20”.',
    zh: '不能对 {case} 执行“{text}”。请输入“/order 售后 {case} 收货 入库”（或“报废”“丢失”）、“/order 售后 {case} 结案 已更换”、“转交 @王芳”或“期限 12月20日”。',
  },
  'error.case_nothing_left': {
    en: 'Nothing of {order} is left for a {kind}: it came back, was written off, or is in another case already. “/order case {order}” shows the cases.',
    zh: '{order} 没有可登记{kind}的货物：已退回、已核销或已在其他售后中。输入“/order 售后 {order}”查看售后单。',
  },
  'error.case_closed': {
    en: '{case} is closed already (last changed by {who}). If there is more to do, open another case.',
    zh: '{case} 已结案（最后由 {who} 操作）。如需继续处理，请另行登记售后。',
  },
  'error.case_received': {
    en: 'The goods of {case} were taken in already (last changed by {who}). Close the case when it is done.',
    zh: '{case} 的货物已收到（最后由 {who} 操作）。处理完后请结案。',
  },
  'error.case_no_goods': {
    en: '{case} is a complaint: no goods come back. Close it with its outcome, or open a return.',
    zh: '{case} 是投诉，没有退件。请填写结果后结案，或另行登记退货。',
  },
  'error.case_where': {
    en: 'Say where the goods of {case} go: “/order case {case} receive stock” or “scrap”, or “lost” for what never arrived.',
    zh: '请说明 {case} 的货物去向：“/order 售后 {case} 收货 入库”或“报废”；从未送达的填“丢失”。',
  },
  'error.case_mixed': {
    en: 'Of {sku} {missing} were lost and {there} are with the customer. Open one case for what was lost and one for what comes back.',
    zh: '{sku} 丢失 {missing}，客户手中有 {there}。丢失的与退回的请分别登记售后。',
  },
  'error.case_not_here': {
    en: 'Of {sku} only {left} are with the customer, so what {case} is about cannot come back. If it was lost, write it off with “/order case {case} receive lost”; else close the case and open another one.',
    zh: '客户手中的 {sku} 只有 {left}，{case} 的货物无法退回。如已丢失，请用“/order 售后 {case} 收货 丢失”核销；否则请结案后重新登记。',
  },
  'error.case_not_lost': {
    en: 'Of {sku} {left} are lost and not settled yet, which is less than {case} is about, so it cannot be written off as lost. Take the goods in to stock or to scrap when they come back.',
    zh: '{sku} 丢失且未处理的数量为 {left}，少于 {case} 的数量，不能按丢失核销。请在货物退回后入库或报废。',
  },
  'error.case_no_stock': {
    en: 'Of {sku} only {free} are free in stock, and {needed} are needed as replacements. Wait for new stock, or close the case and open a return.',
    zh: '{sku} 可用库存仅 {free}，换货需要 {needed}。请等待补货，或结案后改登记退货。',
  },
} as const satisfies Record<string, Words>;
