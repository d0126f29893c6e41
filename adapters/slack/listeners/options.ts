import type { App, BlockSuggestion } from '@slack/bolt';
import type { SearchSource } from '../../../src/chat/form.ts';
import { asker } from '../../../src/chat/form-asking.ts';
import { askedFor } from '../../../src/chat/form-state.ts';
import { slackAddress } from '../address.ts';
import { lineChoices, searchChoices, searchOptions } from '../render/index.ts';
import type { ListenerKit } from '../talk.ts';

const sources: readonly string[] = ['customer', 'product', 'member'] satisfies SearchSource[];

/** What search fields propose while a person types, by that person's rights. */
export function listenToOptions(app: App, { bot, modals }: ListenerKit): void {
  app.options<'block_suggestion'>(/^search:/, async ({ body, ack }) => {
    const { team, user, action_id, value, view, block_id } = body as BlockSuggestion;
    const person = slackAddress(team?.id ?? user.team_id ?? '', user.id);
    const [, source = ''] = action_id.split(':');
    if (!sources.includes(source)) return ack({ options: [] });
    const open = view && source === 'product' ? await modals.find(view.private_metadata) : null;
    const meant = value === '' ? lineChoices(open, block_id) : [];
    if (meant.length > 0) return ack({ options: searchOptions(meant) });
    const wanted = open ? askedFor(open.form, open.state) : undefined;
    const found = await asker(bot, person, String(view?.id))(source as SearchSource, value, wanted);
    await ack({ options: searchOptions(found) });
  });
  app.options<'block_suggestion'>(/^(?!search:)/, async ({ body, ack }) => {
    const { view, block_id, value } = body as BlockSuggestion;
    const open = view && (await modals.find(view.private_metadata));
    await ack({ options: open ? searchChoices(open.form, block_id.split('~')[0] ?? '', value) : [] });
  });
}
