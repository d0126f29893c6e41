import type { App, BlockAction } from '@slack/bolt';
import type { Address } from '../../../src/chat/address.ts';
import type { ChoiceSource, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { linesField, linesOf } from '../../../src/chat/form-state.ts';
import { slackAddress } from '../address.ts';
import { limits } from '../limits.ts';
import {
  afterFormAction,
  chosenLine,
  type FormState,
  formAction,
  readView,
  usualToAsk,
  type ViewValues,
} from '../render/index.ts';
import type { ListenerKit } from '../talk.ts';

/** Asks the desk as the person who fills the form in. */
const asker =
  (bot: ListenerKit['bot'], person: Address, view: string) => async (source: ChoiceSource, query: string) => {
    const asked = { from: person, conversation: person, key: `choices:${view}` } as const;
    const answer = await bot({ ...asked, kind: 'choices', source, query });
    return answer.kind === 'choices' ? answer.choices : [];
  };
type Asking = ReturnType<typeof asker>;

/** Whether a line says what is true of its product, or has none. */
const isKnown = ({ sku, available, listPrice, isGone }: LineValue): boolean =>
  sku === '' || Boolean(available) || Boolean(listPrice) || isGone === true;

/** The usual items of the customer who is chosen now. */
async function withUsual(form: SealedForm, state: FormState, ask: Asking): Promise<FormState> {
  const of = usualToAsk(form, state);
  if (of === undefined) return state;
  return { ...state, usual: { of, items: of === '' ? [] : await ask('usual', of) } };
}

/** Products that were chosen since the lines were drawn, a page of them at most, with their prices and stock. */
async function withProducts(form: SealedForm, state: FormState, ask: Asking): Promise<FormState> {
  if (!linesField(form)) return state;
  const all = linesOf(form, state);
  const asked = new Set(all.filter((line) => !isKnown(line)).slice(0, limits.lines));
  const lines = await Promise.all(
    all.map(async (line) => {
      if (!asked.has(line)) return line;
      const found = (await ask('product', line.sku)).find((one) => one.value === line.sku);
      return found ? chosenLine(line, found) : line;
    }),
  );
  return { ...state, lines };
}

/** What changes a form that is open: lines, pages, a customer or product that was chosen. It is drawn anew with what was typed. */
export function listenToForms(app: App, kit: ListenerKit): void {
  const { bot, modals, teams } = kit;

  app.action<BlockAction>({ action_id: /^(?:line:|field:|search:|value$|choose:)/ }, async ({ body, action, ack }) => {
    await ack();
    const { view } = body;
    const open = view && (await modals.find(view.private_metadata));
    if (!open || !view) return;
    const list = linesField(open.form);
    const wanted = formAction(action.action_id, 'value' in action ? String(action.value) : '');
    const isTold = action.block_id === list?.usual?.of || action.block_id.startsWith(`${list?.name}.`);
    if (!wanted && !isTold && action.action_id !== 'line:reckon') return;
    const team = body.team?.id ?? body.user.team_id ?? '';
    const person = slackAddress(team, body.user.id);
    const ask = asker(bot, person, view.id);
    const read = readView(view.state.values as ViewValues, open.form, open.state);
    const known = await withProducts(open.form, await withUsual(open.form, read.state, ask), ask);
    const state = wanted ? afterFormAction(open.form, known, wanted) : known;
    await modals.keep(open.form, state, open.place);
    await modals.redraw(await teams.get(team), view, { ...open, state }, await kit.localeOf({ from: person }));
  });
}
