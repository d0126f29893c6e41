import type { Words } from './locale.ts';

/** Sentences of what customers say. */
export const feedback = {
  'does.feedback': {
    en: 'What customers say: satisfaction, suggestions, complaints',
    zh: '客户反馈：满意度、建议、投诉',
  },

  'feedback.kind.satisfaction': { en: 'satisfaction', zh: '满意度' },
  'feedback.kind.suggestion': { en: 'suggestion', zh: '建议' },
  'feedback.kind.complaint': { en: 'complaint', zh: '投诉' },
  'feedback.label.kind': { en: 'Kind', zh: '类型' },
  'feedback.label.score': { en: 'Score (1–5)', zh: '评分（1–5）' },
  'feedback.label.text': { en: 'What the customer says', zh: '客户原话' },
  'feedback.label.lines': { en: 'About these products', zh: '涉及产品' },
  'feedback.label.order': { en: 'About the order', zh: '相关订单' },
  'feedback.no_order': { en: 'no order', zh: '不涉及订单' },
  'feedback.suggested': { en: '{kind} (suggested)', zh: '{kind}（系统推荐）' },
  'feedback.suggested_hint': {
    en: 'Suggested by the words: {words}. Choose what is right.',
    zh: '系统根据“{words}”推荐，请确认类型。',
  },
  'feedback.record': { en: 'Record feedback', zh: '登记反馈' },
  'feedback.edit': { en: 'Correct', zh: '修改' },
  'feedback.of_order': { en: 'Feedback: {feedback}', zh: '反馈：{feedback}' },
  'feedback.score': { en: '{score}/5', zh: '{score} 分' },
  'feedback.form.title': { en: 'Feedback · {about}', zh: '登记反馈 · {about}' },
  'feedback.form.edit': { en: 'Correct the feedback · {about}', zh: '修改反馈 · {about}' },
  'feedback.saved': { en: 'Recorded', zh: '已登记' },
  'feedback.case': { en: 'Case', zh: '售后单' },
  'feedback.no_case': {
    en: 'No case was opened, because this names no delivered order.',
    zh: '不涉及已签收的订单，未登记售后。',
  },
  'feedback.photo': { en: 'Photo: {about}', zh: '照片：{about}' },
  'feedback.photos': { en: 'photos: {count}', zh: '照片 {count} 张' },
  'feedback.photo.title': { en: 'Which feedback is the photo for?', zh: '照片属于哪条反馈？' },
  'feedback.photo.which': {
    en: 'Choose one that you recorded today, or send the photo again with words: “{example}”.',
    zh: '请选择您今天登记的反馈，或附上文字重新发送照片：“{example}”。',
  },
  'feedback.photo.none': {
    en: 'Send the photo again with words that say what it is about: “{example}”. Or record the feedback first, and send the photo then.',
    zh: '请附上文字重新发送照片：“{example}”。也可以先登记反馈，再发送照片。',
  },
  'feedback.photo.add': { en: 'Add the photo', zh: '添加照片' },
  'feedback.photo.added': { en: 'The photo was added', zh: '已添加照片' },
  'feedback.photo.drop': { en: 'Remove photos', zh: '删除照片' },
  'feedback.photo.number': { en: 'Photo {n}: {name}', zh: '照片 {n}：{name}' },
  'audit.field.photos': { en: 'Photos', zh: '照片' },
  'feedback.by': { en: 'Recorded by', zh: '登记人' },
  'feedback.list.all': { en: 'Feedback', zh: '客户反馈' },
  'feedback.list.customer': { en: 'Feedback of {name}', zh: '{name} 的反馈' },
  'feedback.list.product': { en: 'Feedback about {name}', zh: '关于 {name} 的反馈' },
  'feedback.list.empty': {
    en: 'Nothing yet. Record some with “/order feedback SO-000042 5 nice packaging”.',
    zh: '暂无反馈。可输入“/order 反馈 SO-000042 5 包装很好”登记。',
  },
  'feedback.sums': {
    en: '{count} in all, average {average}, complaints: {complaints}',
    zh: '共 {count} 条，平均 {average} 分，投诉 {complaints} 条',
  },
  'feedback.sums_no_score': {
    en: '{count} in all, complaints: {complaints}',
    zh: '共 {count} 条，投诉 {complaints} 条',
  },
  'feedback.recap': { en: 'What customers said', zh: '客户反馈' },
  'feedback.recap_products': { en: 'Complaints by product: {list}', zh: '各产品投诉：{list}' },
  'did.feedback': { en: 'recorded feedback', zh: '登记反馈' },
  'did.feedback.give': { en: 'recorded feedback', zh: '登记反馈' },
  'did.feedback.edit': { en: 'corrected feedback', zh: '修改反馈' },
  'try.feedback': { en: 'work on feedback', zh: '处理反馈' },
  'audit.subject.feedback': { en: 'feedback of {name}', zh: '{name} 的反馈' },
  'audit.field.skus': { en: 'Products', zh: '产品' },
  'why.feedback': { en: 'the feedback was incomplete, or too old to be changed', zh: '反馈内容不完整，或已不能修改' },

  'error.feedback_score': {
    en: 'A score is a whole number from 1 to 5. Correct it.',
    zh: '评分须为 1 到 5 的整数，请修改。',
  },
  'error.feedback_no_score': {
    en: 'A satisfaction needs a score. Choose one from 1 to 5.',
    zh: '满意度须有评分，请选择 1 到 5。',
  },
  'error.feedback_no_text': { en: 'Write down what the customer says.', zh: '请填写客户原话。' },
  'error.feedback_kind': {
    en: 'Choose what it is: satisfaction, suggestion or complaint.',
    zh: '请选择类型：满意度、建议或投诉。',
  },
  'error.feedback_not_delivered': {
    en: 'Goods of {order} are not sent yet, so there is nothing to say of it. Record it for the customer: “/order feedback {code} …”.',
    zh: '{order} 尚未发货，暂时无法登记反馈。可为客户登记：“/order 反馈 {code} …”。',
  },
  'error.feedback_order': {
    en: 'A complaint belongs to an order. Choose the order that it is about.',
    zh: '投诉须对应订单，请选择相关订单。',
  },
  'error.feedback_gone': {
    en: 'This feedback is gone, or not yours to see. Type “/order feedback” for the list.',
    zh: '该反馈不存在，或您无权查看。可输入“/order 反馈”查看列表。',
  },
  'error.feedback_not_yours': {
    en: 'Only who wrote it down may correct it. Record a new one instead.',
    zh: '只有登记人可以修改，请另行登记。',
  },
  'error.feedback_over': {
    en: 'It was written down more than a day ago and stays as it is. Record a new one instead.',
    zh: '登记已超过一天，不能修改，请另行登记。',
  },
  'error.photo_none': {
    en: '“{name}” is no picture that can be read. Send a photo as JPEG, PNG or GIF.',
    zh: '无法读取图片“{name}”。请发送 JPEG、PNG 或 GIF 格式的照片。',
  },
  'error.photo_large': {
    en: '“{name}” is too large: at most 10 MB and {most} pixels a side. Send a smaller one.',
    zh: '“{name}”过大：不得超过 10 MB，边长不得超过 {most} 像素。请缩小后重新发送。',
  },
  'error.photo_taken': {
    en: 'This photo belongs to other feedback already, or is gone. Send it again.',
    zh: '该照片已属于其他反馈或已不存在，请重新发送。',
  },
  'error.photo_most': {
    en: 'One feedback has {most} photos at most. Remove one with “Correct”, or record another feedback.',
    zh: '每条反馈最多 {most} 张照片。请先在“修改”中删除，或另行登记。',
  },
  'error.feedback_words': {
    en: 'Feedback about what? Write an order or a customer, e.g. “{example}”.',
    zh: '请写明订单或客户，例如“{example}”。',
  },
} as const satisfies Record<string, Words>;
