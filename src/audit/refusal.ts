import { type Locale, type TextKey, t, texts } from '../text/index.ts';

type Why = Extract<TextKey, `why.${string}`>;

/** The short sentence for each refusal whose own sentence names what was there at that moment. */
const groups: Readonly<Partial<Record<Why, string>>> = {
  'why.state': 'move_refused move_refused_end payment_state case_nothing_delivered template_not_draft template_passed',
  'why.decided': 'step_decided step_decided_alone',
  'why.later': 'needed_later needed_later_alone',
  'why.roles': 'not_allowed field_not_yours report_hidden risk_hidden role_missing',
  'why.turn': 'move_not_yours case_not_yours milestone_not_yours template_not_yours',
  'why.unseen':
    'payment_not_found order_not_found case_not_found customer_not_found product_not_found order_ambiguous customer_taken version_unknown team_not_found price_none price_gone again_customer again_none again_unknown template_not_found template_gone supplier_not_found purchase_gone',
  'why.reason': 'reason_required complete_reason',
  'why.meanwhile': 'changed_meanwhile field_meanwhile stock_moved template_changed',
  'why.approver': 'no_approver',
  'why.content': 'content_changed content_unseen',
  'why.amount':
    'payment_over payment_over_customer payment_amount payment_differs payment_was_reversed payment_reversed payment_is_reversal nothing_owed refund_nothing refund_over',
  'why.unpaid': 'not_paid not_paid_plain prepaid_unpaid prepayment_left prepayment_left_plain',
  'why.credit': 'credit_stop',
  'why.within_limit': 'within_limit not_about_credit',
  'why.complaint': 'open_complaint',
  'why.quantity':
    'ship_quantity ship_line received_quantity case_quantity case_mixed case_not_here case_not_lost case_nothing_left purchase_over purchase_quantity',
  'why.shipped': 'already_shipped',
  'why.nothing': 'nothing_on_the_way',
  'why.date':
    'date_far date_past date_expected payment_future received_future received_before milestone_future away_past payment_period away_order away_long milestone_passed track_date price_dates purchase_expected purchase_past',
  'why.line':
    'too_many_lines mend_draft line_sku line_quantity line_whole line_moq line_price line_discount line_amount case_lines case_line',
  'why.rate': 'no_rate',
  'why.person':
    'member_not_found member_several member_inactive cannot_own cannot_decide asked_already milestone_person case_owner away_self away_no_role away_chain',
  'why.parcel': 'track_event parcel_unknown parcel_which parcel_received',
  'why.milestone': 'milestone_unknown milestone_done milestone_nothing milestone_many',
  'why.review': 'no_review not_asked shortage_over',
  'why.answer': 'urge_asked',
  'why.questions': 'questions_full',
  'why.urged': 'urged_already',
  'why.change_open': 'change_open',
  'why.change_nothing': 'change_nothing',
  'why.under_shipped': 'change_under_shipped',
  'why.authority': 'authority',
  'why.case': 'case_closed case_received case_no_goods case_where case_kind case_many',
  'why.stock': 'case_no_stock stock_asks ship_asks split_nothing split_paid shortage_split_nothing stock_scrap',
  'why.feedback':
    'feedback_score feedback_no_score feedback_no_text feedback_kind feedback_not_delivered feedback_order feedback_gone feedback_not_yours feedback_over photo_none photo_large photo_most photo_taken',
  'why.customer': 'customer_alike customer_alike_taken merge_same merge_gone follow_up_gone',
  'why.words':
    'stock_words shortage_words case_step words_left words_missing unknown_command order_missing feedback_words merge_words follow_up_text follow_up_date price_unclear again_missing template_save supplier_words token_name',
  'why.bought': 'purchase_closed supplier_inactive',
  'why.long': 'too_long',
};

const whyOf: ReadonlyMap<string, Why> = new Map(
  Object.entries(groups).flatMap(([why, codes]) =>
    (codes ?? '').split(' ').map((code) => [`error.${code}`, why as Why] as const),
  ),
);

/** Why an attempt was refused: a short sentence, or the one that the person read where it names nothing of that moment. */
export function refusalWords(locale: Locale, code: string): string {
  const why = whyOf.get(code);
  if (why) return t(locale, why);
  const isWhole = Object.hasOwn(texts, code) && !/\{\w+\}/.test(texts[code as TextKey][locale]);
  return t(locale, isWhole ? (code as TextKey) : 'why.other');
}

/** The refusals that have a short sentence, by the codes of their errors. */
export const shortened: readonly string[] = [...whyOf.keys()];
