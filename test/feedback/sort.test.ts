import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { FeedbackKind } from '../../src/feedback/feedback.ts';
import { sortFeedback } from '../../src/feedback/sort.ts';

/** What people write, and what it is; nothing where nobody can tell by the words. */
const said: readonly [string, FeedbackKind | undefined][] = [
  ['Nice packaging', 'satisfaction'],
  ['Everything arrived on time, thank you!', 'satisfaction'],
  ['Great quality, the customer is very happy', 'satisfaction'],
  ['No complaints at all', 'satisfaction'],
  ['Nothing was damaged', 'satisfaction'],
  ['The goods were not late this time', 'satisfaction'],
  ['They had no problems with the installation', 'satisfaction'],
  ['Not bad', 'satisfaction'],
  ['Your driver was friendly and careful', 'satisfaction'],
  ['Perfect as always', 'satisfaction'],
  ['They love the new model', 'satisfaction'],
  ['Fast delivery', 'satisfaction'],
  ['We can’t complain', 'satisfaction'],
  ['Delivered too late', 'complaint'],
  ['Two boxes were damaged', 'complaint'],
  ['Wrong size again', 'complaint'],
  ['The pump does not work', 'complaint'],
  ['Not happy with the quality', 'complaint'],
  ['The customer is not satisfied', 'complaint'],
  ['The paint is scratched and one part is missing', 'complaint'],
  ['Nice packaging, but two weeks late', 'complaint'],
  ['Good product. Unfortunately the delivery was slow', 'complaint'],
  ['This isn’t good', 'complaint'],
  ['Nobody answered: no reply for a week', 'complaint'],
  ['They want a refund', 'complaint'],
  ['Delivery was late, please send earlier next time', 'complaint'],
  ['Never again', 'complaint'],
  ['The invoice is wrong', 'complaint'],
  ['It would be nice to have a smaller box', 'suggestion'],
  ['Could you add a data sheet?', 'suggestion'],
  ['They suggest a stronger pallet', 'suggestion'],
  ['The manual should have pictures', 'suggestion'],
  ['Please consider a blue version', 'suggestion'],
  ['I wish the cable was longer', 'suggestion'],
  ['How about a subscription', 'suggestion'],
  ['Next time with the PO number on the box', 'suggestion'],
  ['They would like more colours', 'suggestion'],
  ['Great, late again', undefined],
  ['Yeah right, super fast', undefined],
  ['“On time”', undefined],
  ['Thanks for nothing', undefined],
  ['Oh great', undefined],
  ['It was late but the quality is good', undefined],
  ['Received', undefined],
  ['Order 4711, 20 pieces', undefined],
  ['包装很好', 'satisfaction'],
  ['送货很快，谢谢', 'satisfaction'],
  ['客户非常满意', 'satisfaction'],
  ['质量不错', 'satisfaction'],
  ['没有问题', 'satisfaction'],
  ['没有破损，准时到货', 'satisfaction'],
  ['没有损坏', 'satisfaction'],
  ['服务专业，态度热情', 'satisfaction'],
  ['无可挑剔', 'satisfaction'],
  ['值得推荐', 'satisfaction'],
  ['产品好用', 'satisfaction'],
  ['送货太晚', 'complaint'],
  ['货物破损', 'complaint'],
  ['客户不满意', 'complaint'],
  ['发错货了', 'complaint'],
  ['质量太差', 'complaint'],
  ['包装不好，箱子变形', 'complaint'],
  ['还没收到货', 'complaint'],
  ['产品不错，但是送货太慢', 'complaint'],
  ['打电话没人接，联系不上', 'complaint'],
  ['电机有异响，要求退货', 'complaint'],
  ['不太满意', 'complaint'],
  ['建议增加小包装', 'suggestion'],
  ['希望有中文说明书', 'suggestion'],
  ['能不能多几种颜色', 'suggestion'],
  ['最好能提前通知', 'suggestion'],
  ['下次请在箱子上写单号', 'suggestion'],
  ['要是有蓝色就更好了', 'suggestion'],
  ['说明书应该配图', 'suggestion'],
  ['呵呵，又迟到了', undefined],
  ['真是太棒啊，又坏了', undefined],
  ['可真快', undefined],
  ['虽然晚了，不过质量很好', undefined],
  ['已收货', undefined],
  ['', undefined],
];

describe('what a customer says is sorted by its words', () => {
  test('in a table of many sentences', () => expect(said.length).toBeGreaterThanOrEqual(60));

  test.each(said)('“%s”: %s', (text, kind) => {
    expect(sortFeedback(text).kind).toBe(kind);
  });

  test('and says by which of them', () => {
    expect(sortFeedback('Nice packaging, but two weeks late').words).toEqual(['late']);
    expect(sortFeedback('客户不满意').words).toEqual(['不满意']);
  });

  test('whatever is typed: it never fails, and offers nothing without a word to show for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { kind, words } = sortFeedback(text);
        expect(kind === undefined ? words.length : Math.sign(words.length)).toBe(kind === undefined ? 0 : 1);
      }),
    );
  });
});
