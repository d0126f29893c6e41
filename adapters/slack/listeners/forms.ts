import type { App, BlockAction } from '@slack/bolt';
import type { LineValue, SealedForm } from '../../../src/chat/form.ts';
import { type Ask, asker, withOffers } from '../../../src/chat/form-asking.ts';
import { askedFor, customerField, linesField, linesOf } from '../../../src/chat/form-state.ts';
import { slackAddress } from '../address.ts';
import { limits } from '../limits.ts';
import { afterFormAction, chosenLine, type FormState, formAction, readView, type ViewValues } from '../render/index.ts';
import type { ListenerKit } from '../talk.ts';

/** Whether a line says what is true of its product, has none, or its word means several, of which none is chosen. */
const isKnown = ({ sku, available, listPrice, isGone, choices }: LineValue): boolean =>
  sku === '' || choices !== undefined || isGone === true || Boolean(available) || Boolean(listPrice);

/** Products that were chosen since the lines were drawn, a page of them at most, with their prices and stock. */
async function withProducts(form: SealedForm, state: FormState, ask: Ask): Promise<FormState> {
  if (!linesField(form)) return state;
  const all = linesOf(form, state);
  const asked = new Set(all.filter((line) => !isKnown(line)).slice(0, limits.lines));
  const lines = await Promise.all(
    all.map(async (line) => {
      if (!asked.has(line)) return line;
      const found = await ask('product', line.sku, askedFor(form, state, line));
      const product = found.find((one) => one.value === line.sku);
      return product ? chosenLine(line, product) : line;
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
    const isTold = action.block_id === customerField(open.form) || action.block_id.startsWith(`${list?.name}.`);
    if (!wanted && !isTold && action.action_id !== 'line:reckon') return;
    const team = body.team?.id ?? body.user.team_id ?? '';
    const person = slackAddress(team, body.user.id);
    const ask = asker(bot, person, view.id);
    const read = readView(view.state.values as ViewValues, open.form, open.state);
    const known = await withProducts(open.form, await withOffers(open.form, read.state, ask), ask);
    const state = wanted ? afterFormAction(open.form, known, wanted) : known;
    await modals.keep(open.form, state, open.place);
    await modals.redraw(await teams.get(team), view, { ...open, state }, await kit.localeOf({ from: person }));
  });
}
