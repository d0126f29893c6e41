import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import { t } from '../../../src/text/index.ts';
import { slackAddress } from '../address.ts';
import { call } from '../call.ts';
import { answerAt } from '../one-time.ts';
import { clicked, type Said } from '../parse.ts';
import { answerModal, renderForm, ticksIn } from '../render/index.ts';
import { hand, type ListenerKit } from '../talk.ts';
import { listenToForms } from './forms.ts';

/** What a click tells of where it was made. */
function saidBy(body: BlockAction): Said {
  const { container } = body;
  return {
    team: body.team?.id ?? body.user.team_id ?? '',
    user: body.user.id,
    channel: body.channel?.id,
    url: body.response_url,
    trigger: body.trigger_id,
    message: body.message?.ts ?? String(container.message_ts ?? ''),
    ephemeral: container.is_ephemeral === true,
    thread: body.message?.thread_ts as string | undefined,
    view: body.view?.id,
  };
}

/** A sentence for the eyes of the one who clicked, beside what was clicked. */
async function whisper({ url }: Said, text: string): Promise<void> {
  if (url) await answerAt(url, { response_type: 'ephemeral', replace_original: false, text });
}

const rest = (action: BlockElementAction, prefix: string): string => action.action_id.slice(prefix.length);

/** Buttons: those of cards go to the bot; those that turn pages, or change a form that is open, are the adapter's own. */
export function listenToActions(app: App, kit: ListenerKit): void {
  const { teams, posts, modals, clock } = kit;
  const localeOf = (said: Said) => kit.localeOf({ from: slackAddress(said.team, said.user) });

  app.action<BlockAction>({ action_id: /^button:/ }, async ({ body, action, ack }) => {
    const said = saidBy(body);
    const pressed = { button: rest(action, 'button:'), checked: ticksIn(body.state ?? body.view?.state) };
    const incoming = clicked(said, pressed, action.action_ts, clock());
    await hand(kit, incoming, () => void ack());
  });

  app.action<BlockAction>({ action_id: /^page:/ }, async ({ body, action, ack }) => {
    await ack();
    const said = saidBy(body);
    const [, key = '', page = '1'] = action.action_id.split(':');
    const [team, locale] = await Promise.all([teams.get(said.team), localeOf(said)]);
    const surface = body.view ? (body.view.type === 'home' ? 'home' : 'modal') : 'message';
    const reader = slackAddress(said.team, said.user);
    const drawn = (await kit.isMember(reader))
      ? await posts.page(team, { key, page: Number(page), reader }, locale, surface)
      : undefined;
    if (!drawn) return whisper(said, t(locale, 'chat.page_gone'));
    const { blocks, text } = drawn;
    const { view } = body;
    if (view && surface === 'modal') {
      const turned = answerModal(view.title.text, blocks, locale);
      await call(team.client, 'views.update', { view_id: view.id, hash: view.hash, view: turned });
    } else if (surface === 'home')
      await call(team.client, 'views.publish', { user_id: said.user, view: { type: 'home', blocks } });
    else if (said.url) await answerAt(said.url, { replace_original: true, blocks, text });
  });

  app.action<BlockAction>({ action_id: /^form:/ }, async ({ body, action, ack }) => {
    await ack();
    const said = saidBy(body);
    const [team, locale] = await Promise.all([teams.get(said.team), localeOf(said)]);
    const open = await modals.find(rest(action, 'form:'));
    const isTheirs = open?.place.user === said.user && (await kit.isMember(slackAddress(said.team, said.user)));
    if (!open || !isTheirs) return whisper(said, t(locale, 'chat.form_gone'));
    const view = renderForm(open.form, open.state, { locale });
    await call(team.client, 'views.open', { trigger_id: said.trigger, view });
  });

  listenToForms(app, kit);
  // What is ticked on a card is read when a button is clicked.
  app.action(/^(?!(?:button|page|form|line|field|search|choose):|value$)/, async ({ ack }) => ack());
}
