import type { AdapterKit } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import { chatDeskOf } from '../../src/chat-desk.ts';
import type { SlackConfig } from '../../src/config.ts';
import { createVault, deskSecret } from '../../src/secret.ts';
import { isPerson, slackId } from './address.ts';
import { createSlackAdapter } from './index.ts';

/** Slack for a desk. */
export const slackFromDesk =
  (slack: SlackConfig) =>
  (kit: AdapterKit): ChatAdapter =>
    createSlackAdapter({
      ...chatDeskOf(kit, (address) => isPerson(slackId(address).id)),
      config: slack,
      publicUrl: kit.desk.publicUrl,
      isAllowed: async (team) => (await kit.desk.settings.get()).slackWorkspaces.includes(team),
      vault: createVault(deskSecret(kit.config), 'slack'),
    });
