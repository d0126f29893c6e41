import type { Words } from './locale.ts';

/** Stock: what is there, who holds it and waits for it, counts, and what becomes of goods that are missing. */
export const stock = {
  'does.stock': { en: 'What is in stock, for whom, and what moved it', zh: '库存、占用、待补货与出入库记录' },
  'stock.title': { en: 'Stock: what needs somebody', zh: '库存：需要处理' },
  'stock.all_well': { en: 'Nothing is low, and no order waits for goods.', zh: '没有低库存产品，也没有订单待补货。' },
  'stock.hint': {
    en: '“/order stock A100” shows one product, its orders and its history.',
    zh: '“/order 库存 A100”查看单个产品的占用与记录。',
  },
  'stock.of': { en: '{sku} · {name}: stock', zh: '{sku} · {name}：库存' },
  'stock.open': { en: 'Stock', zh: '库存' },
  'stock.product': { en: 'Product', zh: '产品' },
  'stock.low': { en: '{n} (below the reorder point)', zh: '{n}（低于再订货点）' },
  'stock.waiting': { en: 'Waited for', zh: '待补货' },
  'stock.line.available': { en: '{n} available', zh: '可用 {n}' },
  'stock.line.waiting': { en: '{n} waited for', zh: '待补货 {n}' },
  'stock.uncounted': {
    en: 'Nobody said yet how much of it there is: it is neither held for orders nor missed. Count it to keep stock of it.',
    zh: '尚未盘点：不占用，也不提示缺货。盘点后开始管理库存。',
  },
  'stock.reserved_by': { en: 'Reserved by', zh: '占用订单' },
  'stock.waiting_by': { en: 'Waiting, the oldest first', zh: '待补货订单（先到先得）' },
  'stock.others': { en: 'other orders: {n}', zh: '其他订单：{n}' },
  'stock.other_order': { en: 'another order', zh: '其他订单' },
  'stock.history': { en: 'What moved it', zh: '出入库记录' },
  'stock.no_history': { en: 'Nothing moved it yet.', zh: '暂无记录。' },
  'stock.count': { en: 'Count', zh: '盘点' },
  'stock.receive': { en: 'Receive', zh: '入库' },
  'stock.scrap': { en: 'Write off', zh: '报损' },
  'stock.move.count': { en: 'counted', zh: '盘点' },
  'stock.move.receive': { en: 'received', zh: '入库' },
  'stock.move.scrap': { en: 'written off', zh: '报损' },
  'stock.move.return': { en: 'came back', zh: '退回入库' },
  'stock.move.ship': { en: 'shipped', zh: '发货出库' },
  'stock.move.reserve': { en: 'reserved', zh: '占用' },
  'stock.move.release': { en: 'released', zh: '释放占用' },
  'form.stock.count': { en: 'Count {sku}', zh: '盘点 {sku}' },
  'form.stock.receive': { en: 'Receive {sku}', zh: '{sku} 入库' },
  'form.stock.scrap': { en: 'Write off {sku}', zh: '{sku} 报损' },
  'form.stock.note': {
    en: 'On hand by the desk: {onHand}, of which {reserved} are reserved.',
    zh: '账面现有 {onHand}，其中已占用 {reserved}。',
  },
  'label.stock.count': { en: 'Counted', zh: '实盘数量' },
  'label.stock.receive': { en: 'Came in', zh: '入库数量' },
  'label.stock.scrap': { en: 'Of no use any more', zh: '报损数量' },
  'stock.done': { en: '{sku}: {onHand} on hand now.', zh: '{sku}：现有 {onHand}。' },
  'stock.done_served': {
    en: '{sku}: {onHand} on hand now. Orders that waited got goods: {n}.',
    zh: '{sku}：现有 {onHand}。已补给 {n} 个待补货订单。',
  },
  'stock.low.title': { en: '{sku} · {name} is below its reorder point', zh: '{sku} · {name} 低于再订货点' },

  'goods.held': { en: '{goods}', zh: '{goods}' },
  'goods.rest': { en: 'the rest is {draft}', zh: '其余为 {draft}' },
  'goods.short': { en: 'waits for {goods}', zh: '待补货：{goods}' },
  'did.reservation_expired': { en: 'reservation expired', zh: '占用已过期' },
  'did.backorder_served': { en: 'goods came in for it', zh: '补货到位' },
  'card.expired.title': { en: '{order} · {customer}: reservation expired', zh: '{order} · {customer}：占用已过期' },
  'card.expired.held': { en: 'Given back', zh: '已释放' },
  'card.expired.text': {
    en: 'It was not decided in time, so that its goods are free for others. At the approval they are taken again as far as they are there; what is missing then is asked about.',
    zh: '审批超过占用时限，货物已释放给其他订单。批准时会重新占用，届时缺少的部分会询问审批人。',
  },
  'card.served.title': { en: '{order} · {customer}: goods came in', zh: '{order} · {customer}：部分补货到位' },
  'card.served.complete': {
    en: '{order} · {customer}: goods came in, all of it is there',
    zh: '{order} · {customer}：补货到位，货已齐',
  },
  'card.served.arrived': { en: 'Came in', zh: '到货' },
  'card.served.missing': { en: 'Still missing', zh: '仍缺' },
  'label.reservation': { en: 'Reservation', zh: '占用' },
  'card.order.expired': { en: 'reservation expired', zh: '占用已过期' },
  'label.waits_for': { en: 'Waits for', zh: '待补货' },
  'label.split_from': { en: 'Split from', zh: '拆分自' },

  'shortage.title': { en: '{order}: not all of it is there', zh: '{order}：库存不足' },
  'shortage.text': {
    en: 'Missing: {missing}. Approve it all the same?',
    zh: '缺货：{missing}。如何处理？',
  },
  'shortage.backorder': { en: 'Approve, it waits', zh: '批准并等待补货' },
  'shortage.split': { en: 'Approve what is there', zh: '批准现有部分' },
  'shortage.explain': {
    en: '“It waits”: the order is approved as it is and gets the goods when they come in. “What is there”: the rest becomes a draft of its owner, which is reviewed as the whole was.',
    zh: '“等待补货”：整单批准，到货后自动占用。“批准现有部分”：其余拆成负责人的草稿，按整单重新审批。',
  },
  'shortage.owner_waits': {
    en: 'The owner has said that it waits for its goods.',
    zh: '负责人已表示可以等待补货。',
  },
  'shortage.return': { en: 'Return', zh: '退回修改' },

  'action.shortage': { en: 'Missing goods', zh: '缺货处理' },
  'did.shortage': { en: 'said what becomes of missing goods', zh: '处理缺货' },
  'does.shortage': {
    en: 'Say what becomes of goods that are missing of a filed order',
    zh: '处理已提交订单的缺货：等待、拆分或改期',
  },
  'awaited.title': { en: 'Not all of it is in stock', zh: '库存不足' },
  'awaited.line': { en: '{sku} {name}: {held} held, {short} missing', zh: '{sku} {name}：已占用 {held}，缺 {short}' },
  'awaited.nothing': { en: '{sku} {name}: nothing held, {short} missing', zh: '{sku} {name}：未占用，缺 {short}' },
  'awaited.expected': {
    en: 'can be here on {date} by its lead time, if it is ordered today',
    zh: '按交货周期，今天采购预计 {date} 到货',
  },
  'awaited.explain': {
    en: '“Wait”: it keeps its place in the queue. “Split”: this order keeps what is held, and the rest becomes a draft of yours, which is reviewed as the whole. “Other date”: all of it is submitted again for that date.',
    zh: '“等待补货”：保留排队位置。“拆分缺货”：本单保留已占用部分，其余成为您的草稿，按整单审批。“改交期”：整单按新交期重新提交。',
  },
  'awaited.explain_nothing': {
    en: 'Nothing of it is there, so nothing can be split off. “Wait”: it keeps its place in the queue. “Other date”: it is submitted again for that date.',
    zh: '全部缺货，无法拆分。“等待补货”：保留排队位置。“改交期”：按新交期重新提交。',
  },
  'awaited.backorder': { en: 'Wait for it', zh: '等待补货' },
  'awaited.split': { en: 'Split off what is missing', zh: '拆分缺货' },
  'awaited.date': { en: 'Other date…', zh: '改交期…' },
  'awaited.rest': {
    en: 'What is missing is in {draft} now. Submit it when it is to be ordered.',
    zh: '缺货部分已拆到 {draft}，需要时请提交。',
  },
  'awaited.open_rest': { en: 'Open {draft}', zh: '打开 {draft}' },

  'settings.reservationHours': { en: 'Reservation of undecided orders (hours)', zh: '待审批订单占用时限（小时）' },
  'settings.reservation': { en: 'Reservation of undecided orders', zh: '待审批订单占用' },
  'settings.say.reservation': { en: 'given back after {n} hours', zh: '{n} 小时后释放' },

  'did.stock.count': { en: 'counted stock', zh: '盘点库存' },
  'did.stock.receive': { en: 'received stock', zh: '入库' },
  'did.stock.scrap': { en: 'wrote stock off', zh: '报损' },
  'try.stock': { en: 'book stock', zh: '登记库存' },
  'try.stock.count': { en: 'count stock', zh: '盘点库存' },
  'try.stock.receive': { en: 'receive stock', zh: '入库' },
  'try.stock.scrap': { en: 'write stock off', zh: '报损' },

  'error.stock_asks': {
    en: 'Not all of {order} is in stock; missing: {missing}. Say whether it waits for the goods, or is split, or goes back: the buttons of the card ask.',
    zh: '{order} 库存不足，缺少：{missing}。请在卡片上选择：等待补货、拆分或退回。',
  },
  'error.split_nothing': {
    en: 'Nothing of {order} is in stock, so there is nothing to split. Approve it to wait, or return it.',
    zh: '{order} 没有任何现货，无法拆分。请批准等待补货，或退回修改。',
  },
  'error.split_paid': {
    en: 'More was paid for {order} than what is in stock comes to, so it is not split. Let it wait for its goods.',
    zh: '{order} 已收款超过现货部分的金额，不能拆分。请等待补货。',
  },
  'error.shortage_split_nothing': {
    en: 'Nothing of {order} is in stock, so there is nothing to split off. Let it wait, or take another date.',
    zh: '{order} 没有任何现货，无法拆分。请等待补货或改交期。',
  },
  'error.shortage_over': {
    en: 'Nothing is asked about missing goods of {order} any more: it is {state}. Open it to see what was said; what is pending can be withdrawn, what is approved is changed by a change order.',
    zh: '{order} 已无需处理缺货：当前状态为“{state}”。请打开订单查看；待审批的可撤回，已批准的可提交变更。',
  },
  'error.shortage_words': {
    en: 'Say what becomes of the missing goods of {order}: “wait”, “split” or another date, e.g. “/order shortage {order} 12/15”.',
    zh: '请说明 {order} 的缺货如何处理：“等待”“拆分”或新交期，例如“/order 缺货 {order} 12月15日”。',
  },
  'error.stock_quantity': {
    en: 'Please write a quantity above 0 with at most three decimals, e.g. 12.5; a count may be 0.',
    zh: '请填写大于 0、最多三位小数的数量，例如 12.5；盘点可以为 0。',
  },
  'error.stock_moved': {
    en: 'While you counted {sku}, the desk went from {seen} to {there} on hand. Open the count again and check whether your figure is from before or after.',
    zh: '盘点 {sku} 期间账面数量由 {seen} 变为 {there}。请重新打开盘点并确认数字。',
  },
  'error.stock_scrap': {
    en: 'Only {there} of {sku} are on hand. Write off less, or count it first.',
    zh: '{sku} 现有仅 {there}。请减少报损数量，或先盘点。',
  },
  'error.stock_words': {
    en: 'I did not understand “{text}”. For example: “/order stock A100 count 120 recounted shelf 4”, “… A100 +20 delivery from Best”, “… A100 -3 broken”.',
    zh: '未能理解“{text}”。例如：“/order 库存 A100 盘点 120 复盘4号架”、“… A100 +20 到货”、“… A100 -3 破损”。',
  },
} as const satisfies Record<string, Words>;
