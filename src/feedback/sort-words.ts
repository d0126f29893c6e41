/** Words and phrases, with a comma between them. */
const list = (...parts: string[]): readonly string[] => parts.flatMap((part) => part.split(', '));

/** Phrases that say something by themselves, whatever their parts say: they are read first. */
export const wholes = {
  praise: list(
    'no complaints, no complaint, no problem, no problems, no issues, no issue, not bad, on time',
    "well done, nothing to complain about, nothing to criticise, can't complain, cannot complain",
    'no damage, in one piece, 不错, 没问题, 没有问题, 没毛病, 没话说, 没得说, 无可挑剔, 挑不出毛病, 没有破损, 无破损, 不迟到, 挺好, 还不错',
    '没有投诉, 准时, 按时, 及时, 没什么可抱怨',
  ),
  trouble: list(
    "not working, not arrived, does not work, doesn't work, didn't arrive, did not arrive",
    'not received, never again, never arrived, no answer, no reply, no response, not on time',
    'not as ordered, not what we ordered, too late, wrong size, wrong colour, wrong color',
    'wrong item, wrong items, wrong goods, wrong product, short of, fell apart, 不满意, 不好, 不行, 不准时',
    '不按时, 不及时, 没收到, 未收到, 没到, 没人, 没有回复, 没回复, 不合格, 不符, 不能用, 用不了, 不对, 不一致, 发错, 送错, 错货, 少发, 漏发, 没装, 联系不上',
    '再也不, 没按时, 未按时, 没准时, 没及时, 不灵, 不清楚, 不耐烦',
  ),
};

/** Words of praise; denied they are trouble. */
export const praise = list(
  'good, great, nice, excellent, perfect, happy, satisfied, pleased, fast, quick, quickly',
  'friendly, helpful, thanks, thank you, love, loves, loved, liked, likes, best, awesome',
  'wonderful, reliable, smooth, smoothly, punctual, recommend, impressed, fine, super',
  'professional, careful, ok, content, top, fantastic, works well, as promised, 满意, 好, 很好, 非常好',
  '太好了, 棒, 很棒, 喜欢, 快, 很快, 优秀, 完美, 感谢, 谢谢, 专业, 热情, 耐心, 周到, 靠谱, 可靠, 赞, 点赞, 顺利, 精致, 结实, 放心, 贴心, 好用',
  '值得, 推荐, 五星, 好评, 物美价廉, 省心',
);

/** Words of trouble; denied they are praise. */
export const trouble = list(
  'late, delayed, delay, delays, broken, broke, damaged, damage, cracked, scratched, dented',
  'leaking, leaks, missing, wrong, defective, faulty, defect, defects, bad, poor, poorly, terrible',
  'awful, horrible, worst, worse, slow, unhappy, disappointed, disappointing, angry, unacceptable',
  'rude, problem, problems, issue, issues, complaint, complain, complains, refund, rusty, dirty',
  'incomplete, useless, failed, fails, lost, unusable, rejected, noisy, ignored, 晚, 太晚, 迟, 迟到, 延误',
  '延迟, 拖延, 拖, 慢, 破, 破损, 坏, 坏了, 损坏, 裂, 开裂, 划痕, 漏, 缺货, 缺少, 少了, 错, 错了, 差, 太差, 糟糕, 质量问题, 问题, 毛病, 瑕疵',
  '次品, 残次, 投诉, 失望, 生气, 愤怒, 态度恶劣, 恶劣, 敷衍, 退货, 退款, 生锈, 变形, 脏, 受潮, 异响, 掉漆, 不合格品, 松动, 断了, 断裂, 丢失, 丢了',
  '骗, 推诿, 太贵, 耽误',
);

/** Ways to wish for something. */
export const suggesting: readonly RegExp[] = [
  /\b(?:i|we|they|customer|he|she)?'?d? ?(?:would )?(?:suggest|suggests|suggested|propose|proposes)\b|\bsuggestion\b/,
  /\bwould (?:be|have been) (?:nice|good|great|better|helpful|useful|easier)\b|\bit would help\b|\bwould help\b/,
  /\b(?:could|can) (?:you|we|they) (?:please )?\w+|\bplease (?:consider|add|offer|provide|include|think|make|send|use|label|print|put)\b/,
  /\b(?:wish|wishes|hopes? (?:you|for|to|that)|would like|would prefer|would love|prefers? (?:a|the|to|if))\b/,
  /\b(?:should|ought to|might want to|how about|what about|why not|consider|better if|next time)\b/,
  /建议|希望|能否|能不能|可不可以|可否|是否可以|要是.{0,12}就(?:更)?好|如果(?:能|可以)|最好(?:能|是|再)?|不妨|期待|想要|考虑|改进|改善|下次(?:请|能|可以|最好)|增加|麻烦(?:以后|下次)|多一些|可以(?:再|更)|应该|请(?:把|将|在|给|提供|增加)/u,
];

/** Words at which a text turns. */
export const contrasts = list(
  'but, however, although, though, yet, except, unfortunately, 但, 但是, 不过, 可是, 可惜, 就是, 然而, 只是',
);

/** What sounds like mockery, or asks a question: nobody can tell by the words. */
export const doubtful: readonly RegExp[] = [
  /["“”「『][^"“”」』]{1,12}["“”」』]/u,
  /\byeah,? right\b|\bthanks for nothing\b|\bgreat job\b.*\b(?:again|only)\b|\bso much for\b|\bjust what (?:i|we) needed\b|\bhow (?:lovely|nice|wonderful)\b|\bof course\b|\bas usual\b|\/s\b|🙄|🙃/u,
  /\b(?:oh|wow|well),? (?:great|nice|wonderful|perfect|fantastic|super)\b/,
  /呵呵|真(?:是|会)?.{0,4}(?:棒|好|行)啊|好得很|厉害了|谢谢(?:你们)?(?:的)?(?:"|“)|可真(?:行|好|快)|真有你们的|太.{1,3}了吧/u,
];
