import type { Words } from './locale.ts';

/** Words that are shown in Feishu only. */
export const feishu = {
  'feishu.search': { en: 'Code, name or pinyin', zh: '编码、名称或拼音' },
  'feishu.search_product': { en: 'Product: code, name or pinyin', zh: '产品：编码、名称或拼音' },
  'feishu.look': { en: 'Look up', zh: '查找核对' },
  'feishu.reckon': { en: 'Look up, recalculate', zh: '查找并重新计算' },
  'feishu.total_then': {
    en: '{total}. What was typed since is not in it, nor in the prices: “Look up, recalculate”.',
    zh: '{total}（之后填写的内容未计入合计和单价，请点“查找并重新计算”）。',
  },
  'feishu.several': {
    en: '“{text}” is several: choose one below it.',
    zh: '“{text}”有多个匹配，请在下方选择。',
  },
  'feishu.nothing': {
    en: 'Nothing was found for “{text}”. Try the code, a part of the name, or pinyin.',
    zh: '没有找到“{text}”，请换用编码、名称的一部分或拼音。',
  },
  'feishu.words_only': {
    en: 'I read words and CSV files. Type “/order help” to see what I do.',
    zh: '我只能读取文字和 CSV 文件。输入“订单 帮助”查看全部命令。',
  },
  'feishu.welcome': {
    en: 'This is the company’s order desk. Type “/order” to begin.',
    zh: '这里是公司的订单台。输入“订单”即可开始。',
  },
  'feishu.file_by_chat': {
    en: 'Send the file to the desk in the direct chat; it belongs to this form for 15 minutes.',
    zh: '请在单聊中把文件发给订单台，15 分钟内归入此表单。',
  },
  'feishu.chart_words': { en: 'The chart in words', zh: '图表的文字说明' },
  'feishu.done': { en: 'Done.', zh: '已完成。' },
  'feishu.working': {
    en: 'Working on it. The answer comes as a message.',
    zh: '正在处理，结果会以消息发给您。',
  },
  'feishu.check_form': { en: 'Please correct what is marked in red.', zh: '请修改红色标注的内容。' },
  'feishu.chosen': { en: 'Looked up.', zh: '已查找核对。' },
  'feishu.joined_title': { en: 'The desk is in the group {name}', zh: '订单台已加入群聊 {name}' },
  'feishu.joined': {
    en: 'The desk posts nothing in a group that is not connected. An admin connects it in “/order settings” with the address {address}.',
    zh: '未连接的群里订单台不会发消息。管理员可在“/order 设置”中用地址 {address} 连接此群。',
  },
} as const satisfies Record<string, Words>;
