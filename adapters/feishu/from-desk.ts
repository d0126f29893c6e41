import type { AdapterKit } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import { chatDeskOf } from '../../src/chat-desk.ts';
import type { FeishuConfig } from '../../src/config.ts';
import { createVault, deskSecret } from '../../src/secret.ts';
import { isPerson } from './address.ts';
import { createFeishuAdapter } from './index.ts';

/** Feishu for a desk. */
export const feishuFromDesk =
  (feishu: FeishuConfig) =>
  (kit: AdapterKit): ChatAdapter =>
    createFeishuAdapter({
      ...chatDeskOf(kit, isPerson),
      config: feishu,
      vault: createVault(deskSecret(kit.config), 'feishu'),
    });
